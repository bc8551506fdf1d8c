import { Command } from 'commander';

const program = new Command('whoknows').description('Who can help with this file? Answers from git history.');
await program.parseAsync();
