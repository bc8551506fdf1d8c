import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
import { displayText } from '../expertise/displayText.ts';
import { mapToCsv, mapToJson } from '../expertise/skillMap/mapExport.ts';
import type { SkillMap } from '../expertise/skillMap/mapTypes.ts';
import { coverageWords, listNames, mapSentence } from '../expertise/skillMap/mapWords.ts';
import { mapPage } from './mapPage.ts';
import { type MapCommandOptions, openMap, withMapOptions } from './openMap.ts';
import { bold, CommandError, print, printJson } from './terminal.ts';

interface Options extends MapCommandOptions {
  readonly html?: string;
  readonly csv?: boolean;
  readonly json?: boolean;
  readonly all?: boolean;
}

/** `whoknows map`: what the team knows about this repository, as text, page, CSV or JSON. */
export function addMapCommand(program: Command): void {
  withMapOptions(
    program
      .command('map')
      .description('what the team knows about this repository: areas, who knows them, how well they are covered')
      .option(
        '--html <file>',
        'write a page with the picture, to look through and to save for slides: one file that needs nothing else',
      )
      .option('--csv', 'print CSV: area,coverage,pace,person,email,level')
      .option('--json', 'print JSON: areas, languages and gaps with the people of each level')
      .option('--all', 'print every area, not only the upper two levels'),
  )
    .addHelpText(
      'after',
      `
Levels: knows well · knows · has touched. What they mean: docs/architecture.md, “Levels”. There are no totals of people.

Examples:
  $ whoknows map
  $ whoknows map --html map.html
  $ whoknows map --csv > areas.csv`,
    )
    .action(async (options: Options) => {
      if ([options.html, options.csv, options.json].filter(Boolean).length > 1)
        throw new CommandError('--html, --csv and --json exclude each other. Choose one.');
      const { knowledge, map } = await openMap(options);
      if (options.json) return printJson(mapToJson(map));
      if (options.csv) return print(mapToCsv(map));
      if (options.html === undefined) return printMap(map, options.all ? 99 : 2);
      const folder = path.basename(knowledge.repository.folder.replace(/[/\\]\.git$/, ''));
      const page = await mapPage(map, displayText(folder));
      await writeFile(options.html, page).catch((error: NodeJS.ErrnoException) => {
        throw new CommandError(
          `${options.html} cannot be written (${error.code ?? error.message}). Name a file in a folder that is there.`,
        );
      });
      print(`Wrote ${displayText(options.html, 300)}. Open it in a browser; it needs no network.`);
    });
}

function printMap(map: SkillMap, depth: number): void {
  print(`${mapSentence(map)}\n`);
  const rows: string[][] = [];
  const visit = (a: number, level: number): void => {
    const area = map.areas[a];
    const names = (list: readonly number[]): string => listNames(list.map((p) => map.people[p].name));
    const who = area.knowsWell.length
      ? `${names(area.knowsWell)} know${area.knowsWell.length === 1 ? 's' : ''} it well`
      : area.knows.length
        ? `${names(area.knows)} know${area.knows.length === 1 ? 's' : ''} it`
        : area.knew.length
          ? area.knew.map((p) => `${map.people[p].name} (${map.people[p].left})`).join(', ')
          : '';
    if (a > 0) rows.push([`${'  '.repeat(level - 1)}${area.label}`, coverageWords[area.coverage], area.pace, who]);
    if (level < depth) for (const child of area.children) visit(child, level + 1);
  };
  visit(0, 0);
  printColumns(rows);
  for (const note of map.notes) print(`\n${note}`);
}

/** A first cell longer than this, in characters, has a line of its own: aligning to it would push the rest off the screen. */
const widestFirst = 48;

/** Prints rows with columns aligned by characters as a reader counts them. */
export function printColumns(rows: readonly (readonly string[])[]): void {
  const lengthOf = (cell: string): number => [...cell].length;
  const fits = (cell: string, column: number): boolean => column > 0 || lengthOf(cell) <= widestFirst;
  const widths = (rows[0] ?? []).map((_, i) =>
    Math.max(0, ...rows.map((row) => (fits(row[i]!, i) ? lengthOf(row[i]!) : 0))),
  );
  for (const row of rows) {
    const alone = row.length > 1 && !fits(row[0]!, 0);
    if (alone) print(bold(row[0]!));
    const cells = alone ? ['', ...row.slice(1)] : row;
    print(
      cells
        .map((cell, i) => {
          const text = i === 0 && cell ? bold(cell) : cell;
          return i === cells.length - 1 ? text : text + ' '.repeat(widths[i]! - lengthOf(cell));
        })
        .join('  ')
        .trimEnd(),
    );
  }
}
