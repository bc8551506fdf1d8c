import type { Command } from 'commander';
import { displayText } from '../expertise/displayText.ts';
import { gapToJson } from '../expertise/skillMap/mapExport.ts';
import { gapSentence } from '../expertise/skillMap/mapWords.ts';
import { printColumns } from './map.ts';
import { type MapCommandOptions, openMap, withMapOptions } from './openMap.ts';
import { print, printJson } from './terminal.ts';

interface Options extends MapCommandOptions {
  readonly json?: boolean;
  readonly all?: boolean;
}

/** Gaps printed unless all are asked for. */
const mostShown = 25;

/** `whoknows gaps`: places that one active person knows, or nobody. */
export function addGapsCommand(program: Command): void {
  withMapOptions(
    program
      .command('gaps')
      .description('places that one active person knows, or nobody; those most worked on first')
      .option('--json', 'print JSON, one array')
      .option('--all', 'print every gap'),
  )
    .addHelpText('after', '\nExamples:\n  $ whoknows gaps\n  $ whoknows gaps --json')
    .action(async (options: Options) => {
      const { map } = await openMap(options);
      if (options.json) return printJson(map.gaps.map((gap) => gapToJson(map, gap)));
      if (map.gaps.length === 0) return print('Two or more active people know every area.');
      const shown = options.all ? map.gaps : map.gaps.slice(0, mostShown);
      printColumns(
        shown.map((gap) => [displayText(gap.path, 200) + (gap.isFile ? '' : '/'), gap.pace, gapSentence(map, gap)]),
      );
      if (shown.length < map.gaps.length) print('\nThere are more; --all prints them.');
    });
}
