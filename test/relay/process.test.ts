import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createClient } from '../../src/client/createClient.ts';
import { createFileStorage } from '../../src/client/fileStorage.ts';
import { joinTeam } from '../../src/client/joinTeam.ts';
import { parseInviteLink } from '../../src/protocol/inviteLink.ts';
import { loadSealing } from '../../src/protocol/sealing.ts';
import { killRounds } from '../support/killRounds.ts';
import { killRelay, type RelayProcess, startRelayProcess } from '../support/relayProcess.ts';
import { eventually } from '../support/relayTeam.ts';

const main = path.join(import.meta.dirname, '../../src/cli/main.ts');

describe('a relay in a process of its own', function () {
  this.timeout(60_000);
  let root: string;
  let homes = 0;
  beforeEach(async () => {
    root = mkdtempSync(path.join(tmpdir(), 'whoknows-process-'));
    await loadSealing();
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const whoknows = (...args: string[]) =>
    new Promise<{ code: number; text: string }>((resolve) => {
      const env = { ...process.env, WHOKNOWS_HOME: `${root}/home-${homes++}` };
      const child = execFile(process.execPath, [main, ...args], { env, timeout: 30_000 }, (_error, stdout, stderr) => {
        resolve({ code: child.exitCode ?? -1, text: stdout + stderr });
      });
    });
  const founder = async (relay: RelayProcess) => {
    const storage = createFileStorage(`${root}/ana`);
    await joinTeam(storage, parseInviteLink(relay.link!)!, { name: 'ana', emails: ['ana-7261@example.org'] });
    const client = await createClient({ storage, random: () => 0.02 });
    client.start();
    await client.ready();
    return client;
  };

  it('D2, R3: killed with -9 under load, it has lost nothing that it acknowledged and done nothing twice', async () => {
    const { acknowledged } = await killRounds(root, Number(process.env.KILLS ?? 2), Math.random);
    assert.ok(acknowledged > 0, `${acknowledged} commands`);
  });

  it('rule E6 (D3): on a full disk nothing is acknowledged, it says so, and goes on when there is room again', async () => {
    // A limit of the system on the size of files stands for the full disk: SQLite gets the same errors from the same calls.
    let relay = await startRelayProcess(`${root}/relay`, 0, 'ulimit -S -f 400');
    const client = await founder(relay);
    const sent = [];
    for (let i = 0; i < 30; i++) {
      sent.push(client.addRecord({ kind: 'note', scope: { members: [] }, content: { text: 'x'.repeat(20_000) } }));
    }
    const done = new Set<string>();
    for (const one of sent) void one.done.then(() => done.add(one.record));
    await eventually(() => relay.log.some((line) => line.includes('commit.failed')), 20_000);
    assert.ok(done.size < sent.length);
    const { status } = await fetch(`http://127.0.0.1:${relay.port}/healthz`);
    assert.equal(status, 200, 'it still serves');
    await killRelay(relay);
    const acknowledged = [...done];
    relay = await startRelayProcess(`${root}/relay`, relay.port);
    await Promise.all(sent.map((one) => one.done));
    await eventually(() => client.team.records.size === sent.length);
    for (const record of acknowledged) assert.ok(client.team.records.has(record));
    client.stop();
    await killRelay(relay);
  });

  it('a relay whose writing thread has died ends, so that it can be started anew', async () => {
    const module = new URL('../../src/relay/startStoreThread.ts', import.meta.url).href;
    // A folder is no database: the thread dies of it as it would die of anything unforeseen.
    const code = `import { startStoreThread } from '${module}';
      startStoreThread(${JSON.stringify(root)}).do({ kind: 'check' }).catch(() => {});
      setTimeout(() => {}, 60_000);`;
    const args = ['--input-type=module', '-e', code];
    const said = await new Promise<string>((resolve) =>
      execFile(process.execPath, args, { timeout: 30_000 }, (error, _stdout, stderr) => {
        resolve(`${error?.code} ${stderr}`);
      }),
    );
    assert.match(said, /^1 .*unable to open database file/s);
  });

  it('D3: a torn, flipped or foreign database file is noticed with a sentence, and not touched', async () => {
    const folder = `${root}/relay`;
    const relay = await startRelayProcess(folder, 0);
    const client = await founder(relay);
    for (let i = 0; i < 40; i++)
      await client.addRecord({ kind: 'note', scope: { members: [] }, content: { text: `${i}`.repeat(2_000) } }).done;
    client.stop();
    await killRelay(relay, 'SIGTERM');
    const file = path.join(folder, 'relay.db');
    const good = `${root}/good.db`;
    copyFileSync(file, good);
    const size = statSync(file).size;
    const flipPages = () => {
      for (const part of [0.2, 0.4, 0.6, 0.8]) flip(file, Math.floor((size * part) / 4096) * 4096 + 1);
    };
    const damages: [string, () => void][] = [
      ['cut in half', () => truncateSync(file, Math.floor(size / 2))],
      ['flipped header', () => flip(file, 3)],
      ['flipped pages', flipPages],
      [
        'not a database',
        () => writeFileSync(file, 'this is a text file, and long enough to be looked at '.repeat(100)),
      ],
    ];
    for (const [name, damage] of damages) {
      copyFileSync(good, file);
      damage();
      const before = readFileSync(file);
      const started = await whoknows('relay', 'start', '--data', folder, '--port', '0');
      assert.equal(started.code, 1, `${name}: ${started.text}`);
      assert.match(started.text, /damaged|cannot be opened/, name);
      assert.deepEqual(readFileSync(file), before, `${name}: not touched`);
    }
  });

  it('rule E4: backup while it runs, restore, and members fetch everything again under a new epoch', async () => {
    const folder = `${root}/relay`;
    let relay = await startRelayProcess(folder, 0);
    const client = await founder(relay);
    await client.addRecord({ kind: 'note', scope: { members: [] }, content: { text: 'before' } }).done;
    assert.equal((await whoknows('relay', 'backup', `${root}/copy.db`, '--data', folder)).code, 0);
    assert.equal((await whoknows('relay', 'backup', `${root}/copy.db`, '--data', folder)).code, 1, 'never over a file');
    await client.addRecord({ kind: 'note', scope: { members: [] }, content: { text: 'after' } }).done;
    assert.match((await whoknows('relay', 'restore', `${root}/copy.db`, '--data', folder)).text, /is using/);
    await killRelay(relay);
    assert.match((await whoknows('relay', 'restore', `${root}/copy.db`, '--data', folder)).text, /--force/);
    assert.equal((await whoknows('relay', 'restore', `${root}/copy.db`, '--data', folder, '--force')).code, 0);
    assert.match((await whoknows('relay', 'check', '--data', folder)).text, /Sound: 1 team, /);
    relay = await startRelayProcess(folder, relay.port);
    await eventually(() => client.connection === 'online' && client.team.records.size === 1, 20_000);
    const texts = [...client.team.records.values()].map((record) => (record.content as { text: string }).text);
    assert.deepEqual(texts, ['before']);
    client.stop();
    await killRelay(relay, 'SIGTERM');
  });

  it('rules I1, I4: a dump of its memory holds nothing of what members wrote, and none of their secrets', async () => {
    const folder = `${root}/relay`;
    const relay = await startRelayProcess(folder, 0, undefined, [
      '--heapsnapshot-signal=SIGUSR2',
      `--diagnostic-dir=${root}`,
    ]);
    const marker = 'MARKER-quite-unlikely-9264';
    const ana = await founder(relay);
    const { link, done } = ana.invite();
    await done;
    const storage = createFileStorage(`${root}/ben`);
    await joinTeam(storage, parseInviteLink(link)!, { name: `${marker} ben`, emails: [`${marker}@example.org`] });
    const ben = await createClient({ storage, random: () => 0.02 });
    ben.start();
    await ben.ready();
    await eventually(() => ana.team.members.size === 2);
    const { request } = ana.ask({
      question: { question: marker, path: `${marker}.ts`, code: marker },
      steps: [{ candidates: [ben.profile.member], wait: 60_000 }],
    });
    await eventually(() => ben.team.requests.get(request)?.question?.question === marker);
    await ben.accept(request).done;
    await ben.say(request, { text: marker }).done;
    ana.live(request, { text: marker });
    relay.child.kill('SIGUSR2');
    const snapshot = () => readdirSync(root).find((name) => name.endsWith('.heapsnapshot'));
    await eventually(() => snapshot() !== undefined && statSync(path.join(root, snapshot()!)).size > 1_000_000, 30_000);
    // The dump is written in one go; the relay answers again when it is complete.
    assert.equal((await fetch(`http://127.0.0.1:${relay.port}/healthz`)).status, 200);
    const memory = readFileSync(path.join(root, snapshot()!));
    assert.ok(memory.includes(request), 'the dump is of this relay: it holds what the relay may know');
    const secrets = [marker, ana.profile.teamKey!, ana.profile.boxSecret, 'ana-7261@example.org'];
    for (const secret of secrets) assert.equal(memory.includes(secret), false, secret);
    ana.stop();
    ben.stop();
    await killRelay(relay);
  });

  it('bad input: each gets one clear sentence and exit code 1 or 2', async () => {
    const folder = `${root}/relay`;
    const relay = await startRelayProcess(folder, 0);
    const badCertificate = `${root}/certificate`;
    mkdirSync(badCertificate);
    writeFileSync(path.join(badCertificate, 'own-certificate.pem'), 'garbage');
    for (const name of readdirSync(folder))
      assert.equal(statSync(path.join(folder, name)).mode & 0o077, 0, `${name} is its owner’s alone`);
    const cases: [string[], number, RegExp][] = [
      [['relay', 'start', '--data', `${root}/other`, '--port', String(relay.port)], 1, /already listens/],
      [['relay', 'start', '--data', folder, '--port', '0'], 1, /Another relay is already using/],
      [['relay', 'start', '--data', `${root}/other`, '--port', 'x'], 2, /--port takes a number/],
      [['relay', 'start', '--data', `${root}/other`, '--host', '0.0.0.0', '--port', '0'], 1, /without TLS/],
      [['relay', 'start', '--data', path.join(folder, 'relay.db', 'inside'), '--port', '0'], 1, /cannot be made/],
      [['relay', 'start', '--data', '/proc/nowhere/deeper', '--port', '0'], 1, /cannot be made/],
      [['relay', 'start', '--data', path.join(folder, 'address'), '--port', '0'], 1, /is a file and no folder/],
      [['relay', 'start', '--data', '/proc/nowhere', '--own-cert', '--port', '0'], 1, /cannot be made/],
      [['relay', 'start', '--data', badCertificate, '--own-cert', '--port', '0'], 1, /own-certificate\.pem is damaged/],
      [['relay', 'start', '--data', ''], 2, /--data takes a folder/],
      [['relay', 'start', '--data', `${root}/other`, '--host', ''], 2, /--host takes an address/],
      [
        ['relay', 'start', '--data', `${root}/other`, '--public-url', 'wss://me@example.org/v1'],
        2,
        /--public-url takes/,
      ],
      [['relay', 'start', '--data', `${root}/other`, '--public-url', 'ws://example.org/v1'], 2, /which members refuse/],
      [['relay', 'start', '--data', `${root}/other`, '--retention-months', '0.5'], 2, /a whole number from 1 to 120/],
      [['relay', 'start', '--data', `${root}/other`, '--allow-origin', 'example.org'], 2, /--allow-origin takes/],
      [['relay', 'check', '--data', `${root}/none`], 1, /There is no relay/],
      [['relay', 'start', '--nonsense'], 2, /unknown option/],
      [['join', 'nonsense', '--name', 'x', '--email', 'x'], 2, /no complete invite link/],
      [['join', relay.link!.replace('127.0.0.1', '10.0.0.1'), '--name', 'x', '--email', 'x'], 5, /plain ws:\/\//],
      [['join', relay.link!.replace(/%3A\d+%2F/, '%3A1%2F'), '--name', 'x', '--email', 'x'], 5, /Nothing answers/],
      [['join', relay.link!], 2, /needs --name and --email/],
      [['ask', 'package.json', '-m', 'hi'], 1, /not joined/],
      [['ask', 'x.ts'], 2, /required option/],
      [['log'], 0, /No entries yet/],
    ];
    const check = async ([args, code, text]: (typeof cases)[number]) => {
      const run = await whoknows(...args);
      assert.match(run.text, text, args.join(' '));
      assert.equal(run.code, code, `${args.join(' ')}: ${run.text}`);
      assert.ok(!/\n\s+at /.test(run.text), 'no stack');
    };
    while (cases.length) await Promise.all(cases.splice(0, 3).map(check));
    assert.equal((await fetch(`http://127.0.0.1:${relay.port}/readyz`)).status, 200);
    const metrics = await (await fetch(`http://127.0.0.1:${relay.port}/metrics`)).text();
    assert.match(metrics, /whoknows_connections 0/);
    await killRelay(relay, 'SIGTERM');
    assert.equal((await relay.exited).code, 0, 'a graceful end');
  });
});

function flip(file: string, at: number): void {
  const bytes = readFileSync(file);
  bytes[at]! ^= 0xff;
  writeFileSync(file, bytes);
}
