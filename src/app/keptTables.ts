import { createHash, randomBytes } from 'node:crypto';
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Departures } from '../expertise/departures.ts';
import type { PreparedColumns } from '../expertise/ranking/tables.ts';
import { besideIndex } from '../git/indexCache.ts';
import { partChecksums } from '../git/indexFile.ts';
import { decodeColumns, encodeColumns, keyLength } from './columnFile.ts';
import type { Knowledge } from './knowledge.ts';

declare const WHOKNOWS_BUILD: string | undefined;

/** Tells the program's sources apart: what is kept was made by these very rules. Undefined where it runs from them, unbuilt. */
const thisBuild = typeof WHOKNOWS_BUILD === 'string' ? WHOKNOWS_BUILD : undefined;

/** What answers are prepared from. */
export interface KeptTables {
  readonly columns: PreparedColumns;
  readonly departures: Departures;
}

/** With fewer commits than this, tables are made about as fast as they are read. */
const fewCommits = 5000;
/** While somebody commits and asks in turn, what changes with every commit is not written each time. Milliseconds. */
const pause = 10 * 60_000;
/** When this process wrote each file last. */
const written = new Map<string, number>();

/**
 * The tables that `make` makes of what is known, kept in a file beside the index, so that the next start on the same history need not
 * make them again: three quarters of such a start went there. A file that is of another history, another moment, other people or another
 * build, damaged or not to be written costs time, nothing else. Never throws; writes when whoever asked has their answer.
 */
export function keptTables(knowledge: Knowledge, make: () => KeptTables, build = thisBuild): KeptTables {
  const { indexFile } = knowledge;
  if (indexFile === undefined || build === undefined || knowledge.history.commits < fewCommits) return make();
  const file = besideIndex(indexFile, 'tables');
  const key = keyOf(knowledge, build);
  const kept = read(file, key);
  if (kept) return kept;
  const made = make();
  const last = written.get(file);
  if (last === undefined || performance.now() - last > pause) {
    written.set(file, performance.now());
    void write(file, `${indexFile}.${process.pid}.${randomBytes(4).toString('hex')}`, key, made);
  }
  return made;
}

/** Of all that tables follow from: the history and what its project says of it, the moment, the people. */
function keyOf({ index: { parts, state }, asOf, people }: Knowledge, build: string): string {
  const files = Object.entries(state.files).map(([name, file]) => [name, file?.oid]);
  const kinds = people.people.map(({ kind }) => kind[0]).join('');
  return createHash('sha256')
    .update(JSON.stringify([build, partChecksums(parts), state.tips, state.ignored, files, asOf, kinds]))
    .update(people.personOf)
    .digest('hex');
}

function read(file: string, key: string): KeptTables | undefined {
  try {
    const opened = openSync(file, 'r');
    try {
      // Most of the time a file that does not fit is of the commits before: not worth reading whole.
      const head = Buffer.alloc(keyLength);
      readSync(opened, head, 0, keyLength, 0);
      if (head.toString('latin1') !== key) return undefined;
      return decodeColumns(key, readFileSync(file)) as KeptTables | undefined;
    } finally {
      closeSync(opened);
    }
  } catch {
    return undefined;
  }
}

/** `draft` is named as one of the index's, so that one left by a process that was killed is removed with those. */
async function write(file: string, draft: string, key: string, tables: KeptTables): Promise<void> {
  try {
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    await writeFile(draft, encodeColumns(key, tables), { mode: 0o600 });
    await rename(draft, file);
  } catch {
    // Made again at the next start.
    await rm(draft, { force: true }).catch(() => undefined);
  }
}
