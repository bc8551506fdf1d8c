import assert from 'node:assert/strict';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createFileStorage } from '../../src/client/fileStorage.ts';
import { joinTeam } from '../../src/client/joinTeam.ts';
import { parseInviteLink } from '../../src/protocol/inviteLink.ts';
import { noteAddress, ownerInvite, restore } from '../../src/relay/administer.ts';
import { founderInvite } from '../../src/relay/invites.ts';
import { loadSqlite } from '../../src/relay/openDatabase.ts';
import { openSqliteStore } from '../../src/relay/sqliteStore.ts';
import { type RunningRelay, startRelay } from '../../src/relay/startRelay.ts';
import { joinWith } from '../support/relayTeam.ts';

describe('looking after a relay', () => {
  let root: string;
  let folder: string;
  let running: RunningRelay | undefined;
  const start = async () => {
    running = await startRelay({ folder, port: 0, host: '127.0.0.1', log: () => {} });
    return `ws://127.0.0.1:${running.port}/v1`;
  };
  const stop = async () => {
    await running?.close();
    running = undefined;
  };
  const founderLink = async (address: string) => founderInvite(running!.store, address, running!.relay.now());

  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'whoknows-administer-'));
    folder = path.join(root, 'relay');
  });
  afterEach(async () => {
    await stop();
    rmSync(root, { recursive: true, force: true });
  });

  it('R6: what is no backup of a relay is not restored, and the database that is there stays', async () => {
    await start();
    await stop();
    const file = path.join(folder, 'relay.db');
    const before = readFileSync(file);
    const { DatabaseSync } = await loadSqlite();
    const foreign = path.join(root, 'foreign.db');
    const other = new DatabaseSync(foreign);
    other.exec('CREATE TABLE t (a)');
    other.close();
    const empty = path.join(root, 'empty.db');
    writeFileSync(empty, '');
    for (const wrong of [foreign, empty]) {
      await assert.rejects(restore(folder, wrong, true), { code: 'no-backup' });
      assert.deepEqual(readFileSync(file), before);
    }
    const newer = path.join(root, 'newer.db');
    copyFileSync(file, newer);
    const db = new DatabaseSync(newer);
    db.exec('PRAGMA user_version = 999');
    db.close();
    await assert.rejects(restore(folder, newer, true), {
      code: 'no-backup',
      message: /newer\.db was written by a newer/,
    });
  });

  it('D3: in a database of something else, or an emptied one, a relay does not begin anew', async () => {
    await start();
    await stop();
    const file = path.join(folder, 'relay.db');
    writeFileSync(file, '');
    await assert.rejects(start(), { code: 'damaged' });
    assert.equal(statSync(file).size, 0);
    rmSync(file);
    const { DatabaseSync } = await loadSqlite();
    const db = new DatabaseSync(file);
    db.exec('CREATE TABLE t (a)');
    db.close();
    const before = readFileSync(file);
    await assert.rejects(start(), { code: 'foreign' });
    assert.deepEqual(readFileSync(file), before);
  });

  it('R6: a database that a restore has set aside comes back with all that was in it, also what was in its log', async () => {
    await start();
    await stop();
    const copy = path.join(root, 'copy.db');
    copyFileSync(path.join(folder, 'relay.db'), copy);
    // As a killed relay leaves it: what was committed last is in the log beside the database.
    const killed = path.join(root, 'killed');
    const store = await openSqliteStore(path.join(folder, 'relay.db'));
    await store.commit([{ op: 'team', team: 'T'.repeat(22), createdAt: 1 }]);
    for (const suffix of ['', '-wal']) copyFileSync(path.join(folder, `relay.db${suffix}`), `${killed}.db${suffix}`);
    await store.close();
    assert.ok(existsSync(`${killed}.db-wal`));
    await restore(folder, copy, true);
    await restore(folder, `${killed}.db`, true);
    const restored = await openSqliteStore(path.join(folder, 'relay.db'));
    assert.ok((await restored.teams()).includes('T'.repeat(22)));
    await restored.close();
  });

  it('rule T3: where everybody has left there is a founder’s invite again, of a new team, and the old one invites nobody', async () => {
    const address = await start();
    noteAddress(folder, address);
    const first = parseInviteLink((await founderLink(address))!)!;
    const ana = await joinWith((await founderLink(address))!, path.join(root, 'ana'), 'ana');
    assert.equal(await founderLink(address), undefined);
    await ownerInvite(folder, { newTeam: true, teamKey: undefined });
    assert.equal(await founderLink(address), undefined, 'somebody is there');
    await ana.client.leave();
    const again = parseInviteLink((await founderLink(address))!)!;
    assert.notEqual(again.team, first.team);
    await assert.rejects(ownerInvite(folder, { newTeam: false, team: first.team, teamKey: undefined }), {
      code: 'no-team',
    });
    const kim = await joinTeam(createFileStorage(path.join(root, 'kim')), again, {
      name: 'kim',
      emails: ['k@example.org'],
    });
    assert.equal((await running!.store.member(again.team, kim.member))?.role, 'owner');
  });
});
