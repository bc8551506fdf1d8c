import { Command, CommanderError } from 'commander';
import { addCommands } from './addCommands.ts';
import { endQuietlyOnBrokenPipe, exitCodes, reportFailure } from './terminal.ts';

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

await addCommands(program, process.argv[2]);
endQuietlyOnBrokenPipe();
try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? exitCodes.answered : exitCodes.usage;
  else process.exitCode = reportFailure(error);
}
