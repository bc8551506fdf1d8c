import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Profile } from '../../src/client/profile.ts';
import { parseInviteLink } from '../../src/protocol/inviteLink.ts';
import { EditorStandIn, loadExtension } from '../support/editorStandIn.ts';
import { eventually } from '../support/relayTeam.ts';
import { temporaryFolder } from '../support/repository.ts';

interface Memory {
  update(key: string, value: unknown): Promise<void>;
}

/** Milliseconds in which a relay starts, also where the machine does much else. */
const startLimit = 45_000;

/** Ana starts a relay on her machine, and a team. */
describe('a relay of one’s own that is reached elsewhere', function () {
  this.timeout(180_000);
  const home = process.env.WHOKNOWS_HOME;
  const { networkInterfaces } = os;
  const [folder, storage, extensionPath] = [temporaryFolder(), temporaryFolder(), temporaryFolder()];
  const keys = path.join(folder, 'profile.json');
  let standIn: EditorStandIn;
  let activate: (context: object) => unknown;
  let end = () => {};

  before(async () => {
    const cli = pathToFileURL(path.resolve('src/cli/main.ts')).href;
    mkdirSync(path.join(extensionPath, 'dist'));
    writeFileSync(path.join(extensionPath, 'dist/cli.mjs'), `import ${JSON.stringify(cli)};\n`);
    // In a network, wherever this runs.
    os.networkInterfaces = () => ({
      room: [{ address: '127.0.0.1', family: 'IPv4', internal: false, netmask: '', mac: '', cidr: null }],
    });
    process.env.WHOKNOWS_HOME = folder;
    standIn = new EditorStandIn();
    activate = await loadExtension(standIn);
    standIn.settings.keepKeysIn = 'home';
    standIn.typed = 'Ana';
    standIn.answer = (_, buttons) => buttons.find((one) => one === 'Start the Team');
  });

  after(() => {
    end();
    os.networkInterfaces = networkInterfaces;
    if (home === undefined) delete process.env.WHOKNOWS_HOME;
    else process.env.WHOKNOWS_HOME = home;
  });

  const open = (): void => {
    const { context, dispose } = standIn.makeContext(storage);
    end = dispose;
    activate(Object.assign(context, { extensionPath }));
  };
  const startRelay = async (label: string): Promise<void> => {
    standIn.pick = (rows) => rows.find((row) => row.label.endsWith(label) && row.description?.startsWith('while'));
    await standIn.commands.get('whoknows.startRelay')!();
  };
  /** Her editor is closed, and the relay with it. */
  const close = async (): Promise<void> => {
    end();
    const port = Number(new URL(profile().address).port);
    const answers = () =>
      new Promise<boolean>((resolve) => {
        const socket = connect(port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false));
        socket.on('connect', () => socket.destroy());
      });
    await eventually(async () => !(await answers()));
  };
  const profile = (): Profile => JSON.parse(readFileSync(keys, 'utf8'));
  /** The relay as an invite of Ana's has it, which it makes for her once she is connected. */
  const connected = async () => {
    standIn.clipboard = '';
    await eventually(async () => {
      await standIn.commands.get('whoknows.invite')!();
      return standIn.clipboard !== '';
    }, startLimit);
    const { address, certificate } = parseInviteLink(standIn.clipboard)!;
    return { address, certificate };
  };

  /** A relay has been at a port that nobody else has in mind, so that it can be had again. */
  const rememberPort = async (): Promise<void> => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const { globalState } = standIn.makeContext(storage).context as { globalState: Memory };
    await globalState.update('whoknows.localRelay', { port, life: 'with-editor' });
  };

  it('is followed by its founder, from this machine to the room and back', async () => {
    open();
    await rememberPort();
    await startRelay('For this machine alone');
    const here = await connected();
    assert.match(here.address, /^ws:\/\/127\.0\.0\.1:\d+\/v1$/);
    assert.equal(here.certificate, undefined);

    await startRelay('For this room');
    const inRoom = await connected();
    assert.equal(inRoom.address, here.address.replace('ws:', 'wss:'));
    assert.match(inRoom.certificate!, /^[\w-]{43}$/);

    await startRelay('For this machine alone');
    assert.deepEqual(await connected(), here);
  });

  it('is found again by an editor that comes later', async () => {
    await startRelay('For this room');
    const inRoom = await connected();
    await close();
    const { certificate: _, ...before } = profile();
    writeFileSync(keys, JSON.stringify({ ...before, address: inRoom.address.replace('wss:', 'ws:') }));
    open();
    assert.deepEqual(await connected(), inRoom);
    assert.equal(profile().certificate, inRoom.certificate);
  });

  it('takes nobody away from another relay at the same port', async () => {
    await close();
    const before = profile();
    const elsewhere = {
      ...before,
      certificate: 'A'.repeat(43),
      address: before.address.replace('127.0.0.1', 'localhost'),
    };
    writeFileSync(keys, JSON.stringify(elsewhere));
    open();
    await eventually(() => standIn.messages.some((one) => one.includes('does not show the certificate')), startLimit);
    assert.deepEqual(profile(), elsewhere);
  });

  it('that cannot come back says why', async () => {
    await close();
    const taken = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => taken.listen(Number(new URL(profile().address).port), resolve));
    standIn.messages.length = 0;
    open();
    await eventually(() => standIn.messages.some((one) => one.startsWith('The relay did not start: ')), startLimit);
    taken.close();
  });
});
