import type { Command } from 'commander';

type Add = (program: Command) => void;

/** Headings of the help text. */
const groups = {
  history: 'What history says:',
  words: 'What you say:',
  pairs: 'Learning from each other:',
  team: 'Asking for help, in a team:',
  scripts: 'For scripts and agents:',
} as const;

/**
 * The commands by the file that holds them, in the order of the help text. A file is loaded when one of its commands is
 * called: `whoknows who` need not wait for what a relay takes.
 */
export const commandFiles: readonly {
  readonly group: string;
  readonly names: readonly string[];
  readonly load: () => Promise<Add>;
}[] = [
  { group: groups.history, names: ['who'], load: async () => (await import('./who.ts')).addWhoCommand },
  { group: groups.history, names: ['map'], load: async () => (await import('./map.ts')).addMapCommand },
  { group: groups.history, names: ['gaps'], load: async () => (await import('./gaps.ts')).addGapsCommand },
  { group: groups.history, names: ['plan'], load: async () => (await import('./plan.ts')).addPlanCommand },
  {
    group: groups.history,
    names: ['codeowners'],
    load: async () => (await import('./codeowners.ts')).addCodeownersCommand,
  },
  { group: groups.history, names: ['backtest'], load: async () => (await import('./backtest.ts')).addBacktestCommand },
  { group: groups.words, names: ['word'], load: async () => (await import('./word.ts')).addWordCommand },
  { group: groups.words, names: ['people'], load: async () => (await import('./people.ts')).addPeopleCommand },
  { group: groups.pairs, names: ['pairs'], load: async () => (await import('./pairs.ts')).addPairsCommand },
  { group: groups.pairs, names: ['agenda'], load: async () => (await import('./agenda.ts')).addAgendaCommand },
  { group: groups.pairs, names: ['pair'], load: async () => (await import('./pair.ts')).addPairCommands },
  { group: groups.team, names: [], load: async () => (await import('./helpCommands.ts')).addHelpCommands },
  { group: groups.scripts, names: ['index'], load: async () => (await import('./index.ts')).addIndexCommand },
  { group: groups.scripts, names: ['rank'], load: async () => (await import('./rank.ts')).addRankCommand },
  { group: groups.scripts, names: ['mcp'], load: async () => (await import('./mcp.ts')).addMcpCommand },
];

/** Adds the file that holds the command called `name`; all of them where none is known to, as for help. */
export async function addCommands(program: Command, name: string | undefined): Promise<void> {
  const one = commandFiles.filter(({ names }) => name !== undefined && names.includes(name));
  for (const { group, load } of one.length > 0 ? one : commandFiles) {
    const add = await load();
    program.commandsGroup(group);
    add(program);
  }
}
