import { Command, CommanderError } from 'commander';
import { addAgendaCommand } from './agenda.ts';
import { addBacktestCommand } from './backtest.ts';
import { addCodeownersCommand } from './codeowners.ts';
import { addGapsCommand } from './gaps.ts';
import { addHelpCommands } from './helpCommands.ts';
import { addIndexCommand } from './index.ts';
import { addMapCommand } from './map.ts';
import { addPairCommands } from './pair.ts';
import { addPairsCommand } from './pairs.ts';
import { addPeopleCommand } from './people.ts';
import { addPlanCommand } from './plan.ts';
import { addRankCommand } from './rank.ts';
import { endQuietlyOnBrokenPipe, exitCodes, reportFailure } from './terminal.ts';
import { addWhoCommand } from './who.ts';
import { addWordCommand } from './word.ts';

declare const WHOKNOWS_VERSION: string | undefined;

const program = new Command('whoknows')
  .description('Who can help with this file? Answers from git history, on your own machine.')
  .version(typeof WHOKNOWS_VERSION === 'string' ? WHOKNOWS_VERSION : 'development')
  .showHelpAfterError('(whoknows --help shows what there is)')
  .addHelpText(
    'after',
    '\nExit codes: 0 answered · 1 failed · 2 wrong usage · 3 repository, revision or path not usable · 4 git missing, too old, hung or killed · 5 relay not reachable or refusing · 130 stopped',
  )
  .exitOverride();

addWhoCommand(program);
addMapCommand(program);
addGapsCommand(program);
addPlanCommand(program);
addCodeownersCommand(program);
addIndexCommand(program);
addRankCommand(program);
addBacktestCommand(program);
addPeopleCommand(program);
addWordCommand(program);
addPairsCommand(program);
addAgendaCommand(program);
addPairCommands(program);
addHelpCommands(program);

endQuietlyOnBrokenPipe();
try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? exitCodes.answered : exitCodes.usage;
  else process.exitCode = reportFailure(error);
}
