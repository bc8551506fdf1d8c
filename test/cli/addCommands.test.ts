import assert from 'node:assert/strict';
import { Command } from 'commander';
import { addCommands, commandFiles } from '../../src/cli/addCommands.ts';

const namesOf = (program: Command): string[] => program.commands.map((command) => command.name());

describe('the commands of whoknows', () => {
  it('stand in the files that say so, and each is loaded without the others', async () => {
    for (const { names } of commandFiles)
      for (const name of names) {
        const program = new Command();
        await addCommands(program, name);
        assert.deepEqual(namesOf(program), names);
      }
  });

  it('are all loaded for the help text and for a name that is none', async () => {
    for (const name of [undefined, '--help', 'whoo']) {
      const program = new Command();
      await addCommands(program, name);
      for (const file of commandFiles) for (const known of file.names) assert.ok(namesOf(program).includes(known));
      assert.ok(namesOf(program).includes('relay'));
    }
  });
});
