import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { privacyTable } from '../../src/relay/privacyTable.ts';
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

  it('a database of a newer relay is refused with a sentence and left as it is', async () => {
    const file = path.join(folder(), 'relay.db');
    await (await openSqliteStore(file)).close();
    const db = new DatabaseSync(file);
    db.exec('PRAGMA user_version = 99');
    db.close();
    await assert.rejects(openSqliteStore(file), { code: 'newer' });
  });
});
