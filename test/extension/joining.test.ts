import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { inviteLink, parseInviteLink } from '../../src/protocol/inviteLink.ts';
import { EditorStandIn, loadExtension } from '../support/editorStandIn.ts';
import { createTestTeam, eventually, invited, type TestMember, type TestTeam } from '../support/relayTeam.ts';
import { temporaryFolder } from '../support/repository.ts';

/** Two windows of Ben's: they share his keys, as windows of one editor do. */
describe('joining in one window', function () {
  this.timeout(60_000);
  let windows: { standIn: EditorStandIn; end(): void }[];
  let team: TestTeam;
  let kim: TestMember;
  let invite: string;

  beforeEach(async () => {
    team = await createTestTeam();
    kim = await team.join('kim');
    invite = await invited(kim);
    windows = [];
    for (let i = 0; i < 2; i++) {
      const standIn = new EditorStandIn();
      if (i) standIn.secrets = windows[0]!.standIn.secrets;
      const activate = await loadExtension(standIn);
      const { context, dispose } = standIn.makeContext(temporaryFolder());
      activate(context);
      standIn.typed = 'Ben Okafor';
      standIn.answer = (_, buttons) => buttons.find((button) => button === 'Join' || button === 'Leave');
      windows.push({ standIn, end: dispose });
    }
  });

  afterEach(async () => {
    for (const { end } of windows) end();
    await team.close();
  });

  const joins = ({ standIn }: { standIn: EditorStandIn }, link: string) => {
    standIn.messages.length = 0;
    const { hash } = new URL(link);
    standIn.openLink!({ path: '/join', fragment: hash.slice(1), toString: () => link });
    return eventually(
      () => standIn.messages.some((message) => /^You are in|already|Nothing answers|lost/.test(message)),
      20_000,
    );
  };

  it('with a link that leads nowhere joins nothing, and a good link afterwards does', async () => {
    const [here] = windows;
    // It takes the connection and says nothing until it gives up: time enough for whoever is too early.
    const silent = createServer((socket) => setTimeout(() => socket.destroy(), 700));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as { port: number };
    try {
      await joins(here!, inviteLink({ ...parseInviteLink(invite)!, address: `ws://127.0.0.1:${port}/v1` }));
      assert.match(here!.standIn.messages.at(-1)!, /Nothing answers at/);
      await joins(here!, invite);
      assert.match(here!.standIn.messages.at(-1)!, /^You are in, together with kim/);
    } finally {
      silent.close();
    }
  });

  it('and not wanting to be disturbed in it counts in the other too', async () => {
    const [here, there] = windows;
    await joins(here!, invite);
    await eventually(() => team.running.relay.metrics.connections === 3);
    const ben = [...kim.client.team.members.keys()].find((id) => id !== kim.id)!;
    await eventually(() => kim.client.presence(ben) === 'available');
    here!.standIn.pick = (rows) => rows.find(({ label }) => label.includes('for an hour'));
    await here!.standIn.commands.get('whoknows.setStatus')!();
    await eventually(() => kim.client.presence(ben) === 'away');
    there!.standIn.pick = (rows) => rows.find(({ label }) => label.includes('Available'));
    await there!.standIn.commands.get('whoknows.setStatus')!();
    await eventually(() => kim.client.presence(ben) === 'available');
  });

  it('lets one invite also where the clipboard may not be written to', async () => {
    const [here] = windows;
    await joins(here!, invite);
    here!.standIn.clipboard = undefined;
    here!.standIn.messages.length = 0;
    await here!.standIn.commands.get('whoknows.invite')!();
    assert.ok(parseInviteLink(here!.standIn.offered!));
    assert.deepEqual(here!.standIn.messages, []);
  });

  it('and a new address of the relay that is taken over in it is one in the other too', async () => {
    const [here, there] = windows;
    await joins(here!, invite);
    await eventually(() => team.running.relay.metrics.connections === 3);
    const address = team.address.replace('127.0.0.1', 'localhost');
    here!.standIn.answer = (_, buttons) => buttons.find((button) => button === 'Use This Address');
    const link = inviteLink({ ...parseInviteLink(await invited(kim))!, address });
    here!.standIn.openLink!({ path: '/join', fragment: new URL(link).hash.slice(1), toString: () => link });
    for (const { standIn } of [here!, there!])
      await eventually(async () => {
        await standIn.commands.get('whoknows.invite')!();
        return parseInviteLink(standIn.clipboard!)?.address === address;
      });
  });

  it('is joining in the other, and leaving is leaving', async () => {
    const [here, there] = windows;
    await joins(here!, invite);
    await eventually(() => team.running.relay.metrics.connections === 3);
    await here!.standIn.commands.get('whoknows.leaveTeam')!();
    await eventually(() => team.running.relay.metrics.connections === 1);
    there!.standIn.messages.length = 0;
    await there!.standIn.commands.get('whoknows.invite')!();
    assert.match(there!.standIn.messages.join('\n'), /You are in no team yet/);
    assert.deepEqual(
      there!.standIn.messages.filter((message) => /taken out|revoked/i.test(message)),
      [],
    );
  });
});
