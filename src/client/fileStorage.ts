import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { ClientProblem } from './clientProblem.ts';
import type { ClientStorage } from './profile.ts';
import { replaceFile } from './replaceFile.ts';

/** Storage in the folder `home`, for the command line and tests. Readable by its owner only (0700, 0600). */
export function createFileStorage(home: string): ClientStorage {
  const file = path.join(home, 'profile.json');
  return {
    folder: home,
    async readSecret() {
      try {
        return readFileSync(file, 'utf8');
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw unusable(home, 'read', error);
      }
    },
    async writeSecret(text) {
      try {
        mkdirSync(home, { recursive: true, mode: 0o700 });
        replaceFile(file, text);
      } catch (error) {
        throw unusable(home, 'written', error);
      }
    },
    async deleteSecret() {
      rmSync(file, { force: true });
    },
  };
}

function unusable(home: string, done: 'read' | 'written', error: unknown): ClientProblem {
  const { code } = error as NodeJS.ErrnoException;
  return new ClientProblem(
    'bad-folder',
    `The profile folder ${home} cannot be ${done} (${code}); look at its owner, rights and free space, or name another one with WHOKNOWS_HOME.`,
  );
}
