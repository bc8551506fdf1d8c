import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { EditorStandIn, loadExtension } from '../support/editorStandIn.ts';
import { randomFrom } from '../support/randomFrom.ts';
import { createTestTeam, eventually, invited, type TestTeam } from '../support/relayTeam.ts';
import { temporaryFolder } from '../support/repository.ts';

/** A link as the editor hands it over. */
function link(text: string): object {
  const { protocol, host, pathname, search, hash } = new URL(text);
  // The editor leaves what it cannot decode as it is.
  const part = (value: string) => {
    try {
      return decodeURIComponent(value.slice(1));
    } catch {
      return value.slice(1);
    }
  };
  return {
    scheme: protocol.slice(0, -1),
    authority: host,
    path: pathname,
    query: part(search),
    fragment: part(hash),
    toString: () => text,
  };
}

describe('E3 links from outside', function () {
  this.timeout(60_000);
  const home = process.env.WHOKNOWS_HOME;
  let standIn: EditorStandIn;
  let team: TestTeam;
  let invite: string;
  let folder: string;
  let end: () => void;

  before(async () => {
    standIn = new EditorStandIn();
    const activate = await loadExtension(standIn);
    team = await createTestTeam();
    const ben = await team.join('ben');
    invite = await invited(ben);
    ben.client.stop();
    await eventually(() => team.running.relay.metrics.connections === 0);
    folder = temporaryFolder();
    process.env.WHOKNOWS_HOME = folder;
    standIn.settings.keepKeysIn = 'home';
    standIn.typed = 'Ana Souza';
    const { context, dispose } = standIn.makeContext(temporaryFolder());
    end = dispose;
    activate(context);
  });

  after(async () => {
    end();
    if (home === undefined) delete process.env.WHOKNOWS_HOME;
    else process.env.WHOKNOWS_HOME = home;
    await team.close();
  });

  it('have no effect before the user has said yes: no connection, no file, no command', async () => {
    standIn.ran.length = 0;
    const before = team.running.relay.metrics.connections;
    for (const text of corpus(invite)) await Promise.resolve(standIn.openLink!(link(text))).catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 200));
    assert.deepEqual(standIn.ran, []);
    assert.equal(team.running.relay.metrics.connections, before);
    assert.deepEqual(readdirSync(folder), []);
    assert.ok(standIn.messages.includes('Join the team as Ana Souza?'));
    for (const message of standIn.messages) assert.doesNotMatch(message, /\]\(/);
  });

  it('that is an invite joins after a yes', async () => {
    standIn.answer = (_, buttons) => buttons.find((button) => button === 'Join');
    await standIn.openLink!(link(invite));
    await eventually(() => team.running.relay.metrics.connections === 1);
    assert.ok(readdirSync(folder).length > 0);
    await eventually(() => standIn.messages.some((message) => message.startsWith('You are in')));
  });

  it('that is an invite of one’s own team leads to where the relay is now, after a yes', async () => {
    const moved = invite.replace('127.0.0.1', 'localhost');
    standIn.messages.length = 0;
    standIn.answer = () => undefined;
    await standIn.openLink!(link(moved));
    await eventually(() => standIn.messages.includes('Reach your team’s relay at another address?'));
    const kept = () => readFileSync(path.join(folder, 'profile.json'), 'utf8');
    assert.ok(!kept().includes('localhost'));
    standIn.answer = (_, buttons) => buttons.find((button) => button === 'Use This Address');
    await standIn.openLink!(link(moved));
    await eventually(() => kept().includes('ws://localhost:'));
    await eventually(() => team.running.relay.metrics.connections === 1);
    assert.ok([...(await team.running.store.members(team.running.relay.rooms.keys().next().value!))].length === 2);
  });
});

/** Every path with parts of all kinds, and an invite that is damaged at random. */
function corpus(invite: string): string[] {
  const parts = [
    '',
    'x',
    'A'.repeat(22),
    '../../etc/passwd',
    '%00',
    '[x](command:workbench.action.quit)',
    '{"a":1}',
    '<b>',
    'A'.repeat(9_999),
  ];
  const paths = [
    '',
    '/',
    '/join',
    '/request',
    '/note',
    '/session',
    '/map',
    '/join/..',
    '/JOIN',
    '//join',
    '/command:whoknows.leaveTeam',
  ];
  const made = paths.flatMap((path) =>
    parts.flatMap((part) => [
      `vscode://whoknows.whoknows${path}#${encodeURIComponent(part)}`,
      `vscode://whoknows.whoknows${path}?${encodeURIComponent(part)}#${encodeURIComponent(part)}`,
    ]),
  );
  const random = randomFrom(7);
  const damaged = Array.from({ length: 100 }, () => {
    const at = invite.indexOf('#') + 1 + Math.floor(random() * (invite.length - invite.indexOf('#') - 1));
    return `${invite.slice(0, at)}${random() < 0.5 ? '' : 'x'}${invite.slice(at + 1)}`;
  });
  return [invite, ...made, ...damaged];
}
