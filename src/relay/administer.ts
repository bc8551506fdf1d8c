import { randomBytes } from 'node:crypto';
import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { inviteLink } from '../protocol/inviteLink.ts';
import { createInvite, createTeam } from './invites.ts';
import { makeFolder } from './makeFolder.ts';
import { DatabaseProblem, loadSqlite, openDatabase } from './openDatabase.ts';
import { lockFolder } from './relayLock.ts';
import { placeOf, readerChunk } from './sqliteLayout.ts';
import { migrations } from './sqliteSchema.ts';
import { openSqliteStore } from './sqliteStore.ts';

/** Why something could not be done to a relay's data, as a sentence. Nothing was changed. */
export class AdministerProblem extends Error {
  readonly code: 'no-relay' | 'exists' | 'running' | 'no-backup' | 'no-team' | 'disk';
  constructor(code: AdministerProblem['code'], message: string) {
    super(message);
    this.code = code;
  }
}

const databaseFile = (folder: string) => path.join(folder, 'relay.db');
const addressFile = (folder: string) => path.join(folder, 'address');

/** Remembers how members reach the relay, for invites that are made from beside it. */
export function noteAddress(folder: string, address: string, certificate?: string): void {
  writeFileSync(addressFile(folder), [address, ...(certificate ? [certificate] : []), ''].join('\n'), { mode: 0o600 });
}

/** An invite by the relay's owner. `vouch`: the link carries no team key, so a member must let the person in. */
export async function ownerInvite(
  folder: string,
  options: { newTeam: boolean; team?: string; teamKey: { team: string; teamKey: string } | undefined },
): Promise<{ link: string; vouch: boolean }> {
  await requirePresentDatabase(folder);
  const store = await openSqliteStore(databaseFile(folder));
  try {
    const { address, certificate } = readAddress(folder);
    const known = certificate ? { certificate } : {};
    const now = Date.now();
    if (options.newTeam) {
      const team = await createTeam(store, now);
      const invite = await createInvite(store, team, address, now, 'founder');
      return { link: inviteLink({ ...invite, ...known }), vouch: false };
    }
    const teams = await store.teams();
    const team = options.team ?? (teams.length === 1 ? teams[0] : undefined);
    if (!team || !teams.includes(team)) {
      throw new AdministerProblem(
        'no-team',
        teams.length === 0
          ? 'This relay has no team yet; start it once.'
          : `Which team? Give --team with one of: ${teams.join(', ')}.`,
      );
    }
    const members = await store.members(team);
    const founded = members.length > 0;
    if (founded && !members.some(({ standing }) => standing === 'full')) {
      throw new AdministerProblem(
        'no-team',
        'Everybody has left this team, so nobody can let anybody in; --new-team makes a new one.',
      );
    }
    const invite = await createInvite(store, team, address, now, founded ? 'member' : 'founder');
    const teamKey = options.teamKey?.team === team ? options.teamKey.teamKey : undefined;
    return { link: inviteLink({ ...invite, ...known, ...(teamKey ? { teamKey } : {}) }), vouch: founded && !teamKey };
  } finally {
    await store.close();
  }
}

/** Writes a consistent copy to `file`, which must not exist. Safe while the relay runs. Returns its size in bytes. */
export async function backup(folder: string, file: string): Promise<number> {
  await requirePresentDatabase(folder);
  if (existsSync(file)) throw new AdministerProblem('exists', `${file} exists already; choose another name.`);
  if (!existsSync(path.dirname(file)))
    throw new AdministerProblem('disk', `There is no folder ${path.dirname(file)} to write the backup to.`);
  const db = await openDatabase(databaseFile(folder));
  try {
    db.prepare('VACUUM INTO ?').run(file);
  } catch (error) {
    rmSync(file, { force: true });
    throw new AdministerProblem(
      'disk',
      `The backup could not be written (${(error as Error).message}); is the disk full?`,
    );
  } finally {
    db.close();
  }
  sync(file);
  return statSync(file).size;
}

/**
 * Puts the backup `file` in place. The epoch changes, so that clients fetch everything again: what was acknowledged after the backup may
 * be missing from it. Returns where the present database was set aside, if there was one.
 */
export async function restore(folder: string, file: string, force: boolean): Promise<string | undefined> {
  if (!existsSync(file)) throw new AdministerProblem('no-backup', `There is no file ${file}.`);
  makeFolder(folder);
  const unlock = await lockFolder(folder);
  if (!unlock) throw new AdministerProblem('running', `A relay is using ${folder}; stop it first.`);
  const target = databaseFile(folder);
  const fresh = `${target}.restoring`;
  try {
    if (existsSync(target) && !force) {
      throw new AdministerProblem('exists', `${target} exists; --force sets it aside.`);
    }
    const db = await openCopy(file, fresh);
    db.prepare("UPDATE relay SET value = ? WHERE name = 'epoch'").run(randomBytes(16).toString('base64url'));
    db.exec('PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE');
    db.close();
    sync(fresh);
    let aside: string | undefined;
    if (existsSync(target)) {
      aside = `${target}.${new Date().toISOString().replace(/[:.]/g, '-')}`;
      // The log beside the database belongs to it: left in place it would be applied to the restored one.
      for (const suffix of ['', '-wal', '-shm'])
        if (existsSync(target + suffix)) renameSync(target + suffix, aside + suffix);
    }
    renameSync(fresh, target);
    return aside;
  } finally {
    for (const suffix of ['', '-wal', '-shm']) rmSync(fresh + suffix, { force: true });
    unlock();
  }
}

/** Opens a copy of the backup `file` at `fresh`. */
async function openCopy(file: string, fresh: string): Promise<DatabaseSync> {
  // A database that was set aside, or copied by hand, has its newest changes beside it.
  for (const suffix of ['', '-wal']) {
    rmSync(fresh + suffix, { force: true });
    if (existsSync(file + suffix)) copyFileSync(file + suffix, fresh + suffix);
  }
  try {
    // Opening would make a relay's database of an empty file.
    if ((await schemaOf(fresh)) > 0) return await openDatabase(fresh);
  } catch (error) {
    if (!(error instanceof DatabaseProblem)) throw error;
    if (error.code === 'newer')
      throw new AdministerProblem(
        'no-backup',
        `${file} was written by a newer relay; update this one. Nothing was changed.`,
      );
    if (error.code !== 'damaged') throw error;
  }
  throw new AdministerProblem('no-backup', `${file} is no sound backup of a relay; nothing was changed.`);
}

export interface CheckReport {
  readonly sound: boolean;
  readonly problems: readonly string[];
  readonly teams: number;
  readonly events: number;
  readonly bytes: number;
}

/** Reads every page and compares what must agree. */
export async function checkDatabase(folder: string): Promise<CheckReport> {
  requireDatabase(folder);
  const file = databaseFile(folder);
  const { DatabaseSync } = await loadSqlite();
  const problems: string[] = [];
  let teams = 0;
  let events = 0;
  let db: InstanceType<typeof DatabaseSync> | undefined;
  try {
    db = new DatabaseSync(file, { timeout: 5_000 });
    for (const row of db.prepare('PRAGMA integrity_check(20)').all() as { integrity_check: string }[]) {
      if (row.integrity_check !== 'ok') problems.push(row.integrity_check);
    }
    const count = (text: string) => Number((db!.prepare(text).get() as { n: number }).n);
    teams = count('SELECT count(*) AS n FROM team');
    events = count('SELECT count(*) AS n FROM event');
    const { user_version: version } = db.prepare('PRAGMA user_version').get() as { user_version: number };
    // What an older or newer relay wrote agrees in other ways.
    const lost = version === migrations.length ? lostEvents(db) : 0;
    if (lost) problems.push(`${lost} readers are pointed to events that are not there.`);
    const foreign = count('SELECT count(*) AS n FROM event WHERE team NOT IN (SELECT team FROM team)');
    if (foreign) problems.push(`${foreign} events belong to no team.`);
  } catch (error) {
    const { message } = error as Error;
    if (/readonly|unable to open/.test(message))
      throw new AdministerProblem(
        'disk',
        `${file} cannot be opened (${message}); look at the folder's owner and rights.`,
      );
    problems.push(`The database cannot be read: ${message}`);
  } finally {
    db?.close();
  }
  if (problems.length) problems.push('Restore a backup with “whoknows relay restore”.');
  return { sound: problems.length === 0, problems, teams, events, bytes: statSync(file).size };
}

/** How many events that somebody may read are not there. */
function lostEvents(db: DatabaseSync): number {
  const inChunk = db.prepare('SELECT place FROM event WHERE place >= ? AND place < ?');
  let lost = 0;
  let here = { team: '', chunk: -1, places: new Set<number>() };
  const rows = db.prepare(
    'SELECT reader.team, number, chunk, positions FROM reader JOIN team USING (team) ORDER BY team, chunk',
  );
  for (const row of rows.iterate()) {
    const { team, number, chunk, positions } = row as {
      team: string;
      number: number;
      chunk: number;
      positions: Uint8Array;
    };
    const first = placeOf(number, chunk * readerChunk);
    if (here.team !== team || here.chunk !== chunk) {
      const places = inChunk.all(first, first + readerChunk).map(({ place }) => place as number);
      here = { team, chunk, places: new Set(places) };
    }
    for (const position of positions) if (!here.places.has(first + position)) lost++;
  }
  return lost;
}

function requireDatabase(folder: string): void {
  if (!existsSync(databaseFile(folder))) {
    throw new AdministerProblem('no-relay', `There is no relay in ${folder}; name its folder with --data.`);
  }
}

/** Opening a database brings it to the present schema, which must not happen under an older relay that is using it. */
async function requirePresentDatabase(folder: string): Promise<void> {
  requireDatabase(folder);
  if ((await schemaOf(databaseFile(folder))) >= migrations.length) return;
  const unlock = await lockFolder(folder);
  if (!unlock)
    throw new AdministerProblem('running', `An older relay is using ${folder}; restart it, so that this version runs.`);
  unlock();
}

/** Version of a database's schema; 0 where it cannot be told. */
async function schemaOf(file: string): Promise<number> {
  const { DatabaseSync } = await loadSqlite();
  try {
    const db = new DatabaseSync(file, { readOnly: true });
    try {
      return (db.prepare('PRAGMA user_version').get() as { user_version: number }).user_version;
    } finally {
      db.close();
    }
  } catch {
    return 0;
  }
}

function readAddress(folder: string): { address: string; certificate: string | undefined } {
  try {
    const [address = '', certificate] = readFileSync(addressFile(folder), 'utf8').trim().split('\n');
    return { address, certificate };
  } catch {
    throw new AdministerProblem('no-relay', `The relay in ${folder} was never started, so its address is not known.`);
  }
}

function sync(file: string): void {
  const descriptor = openSync(file, 'r');
  fsyncSync(descriptor);
  closeSync(descriptor);
}
