import { randomBytes } from 'node:crypto';
import { renameSync, rmSync, writeFileSync } from 'node:fs';

/**
 * Writes `text` (readable by its owner only, on disk when this returns) beside `file` and moves it there: whoever reads sees the old or the
 * new, and several windows and terminals of one person may do so at once. Throws when the disk refuses; the old file stays.
 */
export function replaceFile(file: string, text: string): void {
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}.new`;
  try {
    writeFileSync(draft, text, { mode: 0o600, flush: true });
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}
