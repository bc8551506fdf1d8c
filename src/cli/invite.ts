import type { Command } from 'commander';
import { withClient } from './memberClient.ts';
import { print, printJson } from './terminal.ts';

/** `whoknows invite`: prints a link with which one more person, or one more machine of one's own, can join. */
export function addInviteCommand(program: Command): void {
  program
    .command('invite')
    .description('print an invite link: used once, good for a week')
    .option('--own-machine', 'a link for another machine of your own, good for an hour')
    .option('--json', 'print JSON')
    .action(async (options: { ownMachine?: boolean; json?: boolean }) => {
      const link = await withClient(async (client) => {
        const sent = options.ownMachine ? client.linkDevice() : client.invite();
        await sent.done;
        return sent.link;
      });
      if (options.json) printJson({ link });
      else print(link);
    });
}
