import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isolatedEnvironment } from '../../../scripts/vscode/environment.ts';

/** The git identity of somebody who sits in front of a VS Code. */
export interface TestUser {
  name: string;
  email: string;
}

/** A new home folder with a git configuration of its own; gives the environment of somebody who lives there. */
export function makeHome(home: string, { name, email }: TestUser): NodeJS.ProcessEnv {
  mkdirSync(home, { recursive: true });
  writeFileSync(
    path.join(home, '.gitconfig'),
    `[user]\n\tname = ${name}\n\temail = ${email}\n[init]\n\tdefaultBranch = main\n[commit]\n\tgpgSign = false\n`,
  );
  return isolatedEnvironment(home);
}
