import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { checkDatabase } from '../../src/relay/administer.ts';
import { privacyTable } from '../../src/relay/privacyTable.ts';
import { migrations } from '../../src/relay/sqliteSchema.ts';
import { openSqliteStore } from '../../src/relay/sqliteStore.ts';
import { storeConformance } from '../support/storeConformance.ts';

describe('the SQLite store', () => {
  const folders: string[] = [];
  const folder = () => {
    const made = mkdtempSync(path.join(tmpdir(), 'whoknows-store-'));
    folders.push(made);
    return made;
  };
  after(() => {
    for (const one of folders) rmSync(one, { recursive: true, force: true });
  });

  storeConformance(async () => {
    const file = path.join(folder(), 'relay.db');
    let store = await openSqliteStore(file);
    return {
      store,
      async reopen() {
        await store.close();
        store = await openSqliteStore(file);
        return store;
      },
    };
  });

  it('S2: every column of the database has a purpose and a retention time in the privacy table, and every table leads with the team', async () => {
    const file = path.join(folder(), 'relay.db');
    await (await openSqliteStore(file)).close();
    const db = new DatabaseSync(file);
    const tables = db.prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").all() as {
      name: string;
    }[];
    const columns: string[] = [];
    for (const { name } of tables) {
      const own = db.prepare(`PRAGMA table_info(${name})`).all() as { name: string }[];
      if (name !== 'relay') assert.equal(own[0]!.name, 'team', name);
      columns.push(...own.map((column) => `${name}.${column.name}`));
    }
    db.close();
    assert.deepEqual(privacyTable.map((row) => row.field).sort(), columns.sort());
    for (const row of privacyTable) assert.ok(row.purpose.length > 5 && row.kept.length > 3, row.field);
    assert.ok(!columns.some((column) => /score|rank|total|level/.test(column)), 'nothing that rates a person');
  });

  it('a database of the first version is brought to the present one, with everything that is in it', async () => {
    const data = folder();
    const file = path.join(data, 'relay.db');
    const old = new DatabaseSync(file);
    old.exec('BEGIN');
    old.exec(migrations[0]!);
    const insert = (table: string, ...values: (string | number | null)[]) =>
      old.prepare(`INSERT INTO ${table} VALUES (${values.map(() => '?').join(', ')})`).run(...values);
    insert('relay', 'relay', 'r');
    insert('relay', 'epoch', 'e');
    for (const team of ['t', 's']) insert('team', team, 1);
    for (let offset = 1; offset <= 600; offset++) {
      for (const team of ['t', 's']) {
        const about = offset % 100 === 0 ? 'request.later' : 'record.added';
        insert(
          'event',
          team,
          offset,
          1_000 + offset,
          about,
          `s${offset}`,
          `{"type":"${about}"}`,
          `c${offset}`,
          null,
          null,
        );
        insert('reader', team, offset % 3 ? 'a' : '*', offset);
        if (about === 'request.later') insert('about', team, 'q', offset);
      }
      insert('receipt', 't', 'a', 'run', offset, `d${offset}`, offset, 7);
    }
    insert('request', 't', 'q', 1, 5);
    insert('request', 't', 'over', 0, 5);
    insert('record', 't', 'rec', 3, 'a', 'note', null, 'slot', 5);
    old.exec('PRAGMA user_version = 1');
    old.exec('COMMIT');
    old.close();

    const store = await openSqliteStore(file);
    assert.deepEqual(await store.identity(), { relay: 'r', epoch: 'e' });
    for (const team of ['t', 's']) {
      const seen = await store.eventsFor(team, 'a', 0, { count: 1_000, bytes: 1e9 });
      assert.deepEqual(
        seen.map(({ offset, at, sealed }) => [offset, at, sealed]),
        Array.from({ length: 600 }, (_, n) => [n + 1, 1_001 + n, `c${n + 1}`]),
      );
      assert.deepEqual(
        (await store.eventsFor(team, 'b', 500, { count: 2, bytes: 1e9 })).map(({ offset }) => offset),
        [501, 504],
      );
      assert.deepEqual(await store.head(team), { offset: 600, at: 1_600 });
    }
    assert.deepEqual(
      (await store.eventsOf('t', 'q')).map(({ offset }) => offset),
      [100, 200, 300, 400, 500, 600],
    );
    assert.deepEqual(await store.openRequests('t'), ['q']);
    assert.equal(await store.hasRequest('t', 'over'), true);
    for (const number of [1, 15, 16, 599, 600])
      assert.deepEqual(await store.receipt('t', 'a', 'run', number), { digest: `d${number}`, offset: number, at: 7 });
    assert.equal(await store.lastOfStream('t', 'a', 'run'), 600);
    assert.equal((await store.recordIn('t', 'a', 'note', 'slot'))?.offset, 3);
    await store.commit([
      { op: 'team', team: 'u', createdAt: 2 },
      {
        op: 'event',
        team: 'u',
        event: { offset: 1, at: 2, body: '{}', sealed: null, ref: null, keys: null },
        request: null,
        readers: 'all',
      },
    ]);
    assert.deepEqual(await store.head('u'), { offset: 1, at: 2 });
    await store.close();
    assert.deepEqual((await checkDatabase(data)).problems, []);
  });

  it('the write-ahead log is brought into the database and begun anew while commits go on', async () => {
    const file = path.join(folder(), 'relay.db');
    const store = await openSqliteStore(file, 20);
    await store.commit([{ op: 'team', team: 't', createdAt: 1 }]);
    /** Counts how often the log was begun (see “WAL File Format” of SQLite's documentation). */
    const begun = () => readFileSync(`${file}-wal`).readUInt32BE(12);
    const first = begun();
    let offset = 0;
    const commit = () => {
      const event = { offset: ++offset, at: offset, body: '{}', sealed: 'x'.repeat(500), ref: null, keys: null };
      return store.commit([{ op: 'event', team: 't', event, request: null, readers: 'all' }]);
    };
    // One is always on its way while the next is given in.
    let last = commit();
    const end = Date.now() + 20_000;
    while (begun() < first + 3 && Date.now() < end) {
      const next = commit();
      await last;
      last = next;
    }
    await last;
    assert.ok(begun() >= first + 3, `${offset} commits`);
    assert.equal((await store.head('t')).offset, offset);
    await store.close();
  });

  it('a check finds readers of events that are not there', async () => {
    const data = folder();
    const file = path.join(data, 'relay.db');
    const store = await openSqliteStore(file);
    const event = { offset: 1, at: 2, body: '{}', sealed: null, ref: null, keys: null };
    await store.commit([
      { op: 'team', team: 't', createdAt: 1 },
      { op: 'event', team: 't', event, request: null, readers: 'all' },
    ]);
    await store.close();
    const db = new DatabaseSync(file);
    db.exec('DELETE FROM event');
    db.close();
    assert.match((await checkDatabase(data)).problems[0]!, /^1 readers/);
  });

  it('a database of a newer relay is refused with a sentence and left as it is', async () => {
    const file = path.join(folder(), 'relay.db');
    await (await openSqliteStore(file)).close();
    const db = new DatabaseSync(file);
    db.exec('PRAGMA user_version = 99');
    db.close();
    await assert.rejects(openSqliteStore(file), { code: 'newer' });
  });
});
