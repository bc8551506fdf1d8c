import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
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
        throw error;
      }
    },
    async writeSecret(text) {
      mkdirSync(home, { recursive: true, mode: 0o700 });
      replaceFile(file, text);
    },
    async deleteSecret() {
      rmSync(file, { force: true });
    },
  };
}
