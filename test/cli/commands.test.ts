import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';

const main = path.join(import.meta.dirname, '../../src/cli/main.ts');

describe('the command line', () => {
  it('A1 starts, and lists each command once', () => {
    const said = execFileSync(process.execPath, [main, '--help'], { encoding: 'utf8' });
    const commands = [...said.matchAll(/^ {2}([a-z][a-z-]*)[ \n]/gm)].map((match) => match[1]);
    for (const name of ['who', 'map', 'gaps', 'pairs', 'plan', 'backtest', 'people', 'word', 'log', 'relay'])
      assert.equal(commands.filter((command) => command === name).length, 1, name);
  });
});
