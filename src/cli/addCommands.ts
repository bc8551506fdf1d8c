import type { Command } from 'commander';

type Add = (program: Command) => void;

/**
 * The commands by the file that holds them, in the order of the help text. A file is loaded when one of its commands is
 * called: `whoknows who` need not wait for what a relay takes.
 */
export const commandFiles: readonly { readonly names: readonly string[]; readonly load: () => Promise<Add> }[] = [
  { names: ['who'], load: async () => (await import('./who.ts')).addWhoCommand },
  { names: ['map'], load: async () => (await import('./map.ts')).addMapCommand },
  { names: ['gaps'], load: async () => (await import('./gaps.ts')).addGapsCommand },
  { names: ['plan'], load: async () => (await import('./plan.ts')).addPlanCommand },
  { names: ['codeowners'], load: async () => (await import('./codeowners.ts')).addCodeownersCommand },
  { names: ['index'], load: async () => (await import('./index.ts')).addIndexCommand },
  { names: ['rank'], load: async () => (await import('./rank.ts')).addRankCommand },
  { names: ['backtest'], load: async () => (await import('./backtest.ts')).addBacktestCommand },
  { names: ['people'], load: async () => (await import('./people.ts')).addPeopleCommand },
  { names: ['word'], load: async () => (await import('./word.ts')).addWordCommand },
  { names: ['pairs'], load: async () => (await import('./pairs.ts')).addPairsCommand },
  { names: ['agenda'], load: async () => (await import('./agenda.ts')).addAgendaCommand },
  { names: ['pair'], load: async () => (await import('./pair.ts')).addPairCommands },
  { names: [], load: async () => (await import('./helpCommands.ts')).addHelpCommands },
];

/** Adds the file that holds the command called `name`; all of them where none is known to, as for help. */
export async function addCommands(program: Command, name: string | undefined): Promise<void> {
  const one = commandFiles.filter(({ names }) => name !== undefined && names.includes(name));
  for (const { load } of one.length > 0 ? one : commandFiles) (await load())(program);
}
