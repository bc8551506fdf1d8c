import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import path from 'node:path';
import { connect } from 'node:tls';
import { networkAddress } from '../../src/app/networkAddress.ts';
import { createClient } from '../../src/client/createClient.ts';
import { createFileStorage } from '../../src/client/fileStorage.ts';
import { joinTeam } from '../../src/client/joinTeam.ts';
import { parseInviteLink } from '../../src/protocol/inviteLink.ts';
import { founderInvite } from '../../src/relay/invites.ts';
import { ownCertificate } from '../../src/relay/ownCertificate.ts';
import { type RunningRelay, startRelay } from '../../src/relay/startRelay.ts';
import { temporaryFolder } from '../support/repository.ts';

describe('C1 a relay for a room, whose certificate nobody vouches for', function () {
  this.timeout(30_000);
  const folder = path.join(temporaryFolder(), 'relay');
  const person = { name: 'Kim', emails: ['kim@example.org'] };
  let running: RunningRelay;
  let link: string;

  before(async () => {
    const own = ownCertificate(folder, Date.now());
    running = await startRelay({ folder, port: 0, host: '127.0.0.1', tls: own, log: () => {} });
    const address = `wss://127.0.0.1:${running.port}/v1`;
    link = (await founderInvite(running.store, address, running.relay.now(), own.fingerprint))!;
  });
  after(() => running.close());

  it('is made once, and only its owner can read the key', () => {
    const again = ownCertificate(folder, Date.now());
    assert.equal(parseInviteLink(link)!.certificate, again.fingerprint);
    assert.equal(statSync(path.join(folder, 'own-certificate.pem')).mode & 0o077, 0);
    assert.notEqual(ownCertificate(temporaryFolder(), Date.now()).fingerprint, again.fingerprint);
  });

  it('is told nothing by who knows another certificate, or none', async () => {
    const invite = parseInviteLink(link)!;
    for (const [certificate, code] of [
      ['A'.repeat(43), 'other-relay'],
      [undefined, 'unreachable'],
    ] as const) {
      const { certificate: _, ...without } = invite;
      await assert.rejects(
        joinTeam(createFileStorage(temporaryFolder()), { ...without, ...(certificate ? { certificate } : {}) }, person),
        { code },
      );
    }
    assert.deepEqual(await running.store.members(invite.team), []);
  });

  it('is joined by who has its invite, who invites the next, and is found again at each connection', async () => {
    const kims = createFileStorage(temporaryFolder());
    await joinTeam(kims, parseInviteLink(link)!, person);
    const kim = await createClient({ storage: kims });
    kim.start();
    await kim.ready();
    const next = kim.invite();
    await next.done;
    const anas = createFileStorage(temporaryFolder());
    await joinTeam(anas, parseInviteLink(next.link)!, { name: 'Ana', emails: [] });
    const ana = await createClient({ storage: anas });
    ana.start();
    await ana.ready();
    assert.deepEqual([...ana.team.members.values()].map(({ name }) => name).sort(), ['Ana', 'Kim']);
    for (const client of [kim, ana]) client.stop();
  });

  it('shows its certificate at each connection, also to who keeps sessions, as the editor does', async () => {
    const sessions: Buffer[] = [];
    const shown = (session?: Buffer) =>
      new Promise<boolean>((resolve, reject) => {
        const options = { host: '127.0.0.1', port: running.port, rejectUnauthorized: false };
        const socket = connect({ ...options, ...(session ? { session } : {}) }, () => {
          // A ticket comes, if at all, with what follows the handshake.
          socket.write('GET /healthz HTTP/1.1\r\nHost: relay\r\nConnection: close\r\n\r\n');
        });
        const seen = () => Boolean(socket.getPeerCertificate().raw);
        let was = false;
        socket.on('session', (one) => sessions.push(one));
        socket.on('secureConnect', () => {
          was = seen();
        });
        socket.on('data', () => {});
        socket.on('error', reject);
        socket.on('close', () => resolve(was));
      });
    assert.ok(await shown());
    for (const session of [...sessions]) assert.ok(await shown(session));
  });

  it('is reached at the address that others in the room can reach', () => {
    const one = (address: string, internal = false) =>
      ({ address, internal, family: 'IPv4' }) as NonNullable<
        ReturnType<typeof import('node:os').networkInterfaces>['x']
      >[0];
    assert.equal(networkAddress({ lo: [one('127.0.0.1', true)] }), undefined);
    const all = { lo: [one('127.0.0.1', true)], docker0: [one('172.17.0.1')], wlan0: [one('192.168.1.20')] };
    assert.equal(networkAddress(all), '192.168.1.20');
  });
});
