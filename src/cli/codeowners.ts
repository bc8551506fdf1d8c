import type { Command } from 'commander';
import { codeownersOf } from '../app/codeowners.ts';
import type { Knowledge } from '../app/knowledge.ts';
import { displayText } from '../expertise/displayText.ts';
import { draftCodeowners } from '../expertise/skillMap/codeowners.ts';
import type { SkillMap } from '../expertise/skillMap/mapTypes.ts';
import { type MapCommandOptions, openMap, withMapOptions } from './openMap.ts';
import { print } from './terminal.ts';

interface Options extends MapCommandOptions {
  readonly diff?: boolean;
}

/** `whoknows codeowners`: a CODEOWNERS file from evidence, and how the present one stands. */
export function addCodeownersCommand(program: Command): void {
  withMapOptions(
    program
      .command('codeowners')
      .description('a draft of CODEOWNERS from evidence, or what it would change in the present one')
      .option('--diff', 'say who is listed but left, and which lines the draft adds and drops'),
  )
    .addHelpText('after', '\nExamples:\n  $ whoknows codeowners > CODEOWNERS\n  $ whoknows codeowners --diff')
    .action(async (options: Options) => {
      const { knowledge, map } = await openMap(options);
      if (options.diff) printDifference(knowledge, map);
      else {
        const draft = draftCodeowners(map);
        for (const line of draft) print(displayText(line, 1000));
        if (draft.length === 0) process.stderr.write(`${nobodyKnows}\n`);
      }
    });
}

const nobodyKnows = 'Nobody active knows any of these folders, so the draft is empty.';

function printDifference(knowledge: Knowledge, map: SkillMap): void {
  const present = codeownersOf(knowledge);
  const draft = draftCodeowners(map);
  if (!present && draft.length === 0) {
    print(nobodyKnows);
    return;
  }
  if (!present) {
    print('There is no CODEOWNERS file. This would be a first one:\n');
    for (const line of draft) print(`+ ${displayText(line, 1000)}`);
    return;
  }
  for (const { rule, owner, state, left } of present.listed) {
    const where = `${present.path}:${rule.line}: ${displayText(owner)} on ${displayText(rule.pattern)}`;
    if (state === 'left') print(`${where} ${left}`);
    else if (state === 'unknown') print(`${where} is nobody that the history knows; a team, or another name`);
  }
  const old = new Set(present.rules.map(({ pattern, owners }) => [pattern, ...owners].join(' ')));
  const fresh = new Set(draft);
  print('');
  for (const line of old) if (!fresh.has(line)) print(`- ${displayText(line, 1000)}`);
  for (const line of fresh) if (!old.has(line)) print(`+ ${displayText(line, 1000)}`);
}
