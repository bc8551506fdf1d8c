import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Another text for every change of the sources: what one build keeps on disk for its next start is of no use to another. */
export function buildId() {
  const source = path.join(import.meta.dirname, '../src');
  const hash = createHash('sha256');
  for (const file of readdirSync(source, { recursive: true }).sort())
    if (file.endsWith('.ts'))
      hash
        .update(`${file}\0`)
        .update(readFileSync(path.join(source, file)))
        .update('\0');
  return hash.digest('hex').slice(0, 16);
}
