import assert from 'node:assert/strict';
import { createFileStorage } from '../../src/client/fileStorage.ts';
import { joinTeam } from '../../src/client/joinTeam.ts';
import { parseInviteLink } from '../../src/protocol/inviteLink.ts';
import { founderInvite } from '../../src/relay/invites.ts';
import { EditorStandIn, loadExtension } from '../support/editorStandIn.ts';
import { connectRaw, proofOf } from '../support/rawMember.ts';
import { createTestTeam, eventually, invited, type TestMember, type TestTeam } from '../support/relayTeam.ts';
import { temporaryFolder } from '../support/repository.ts';

describe('R2: being in a team, in the editor', function () {
  this.timeout(60_000);
  const home = process.env.WHOKNOWS_HOME;
  let standIn: EditorStandIn;
  let team: TestTeam;
  let ben: TestMember;
  let end: () => void;
  const run = async (command: string) => standIn.commands.get(command)!();
  const ana = () => [...ben.client.team.members.values()].find(({ name }) => name === 'Ana Souza');

  before(async () => {
    standIn = new EditorStandIn();
    const activate = await loadExtension(standIn);
    team = await createTestTeam();
    ben = await team.join('ben');
    process.env.WHOKNOWS_HOME = temporaryFolder();
    standIn.settings.keepKeysIn = 'home';
    const { context, dispose } = standIn.makeContext(temporaryFolder());
    end = dispose;
    activate(context);
    standIn.answer = (_message, [, yes]) => yes;
    const fragment = (await invited(ben)).split('#')[1]!;
    standIn.typed = 'Ana Souza';
    await standIn.openLink!({ path: '/join', fragment, query: '' });
    await eventually(() => ana() !== undefined && standIn.ran.includes('whoknows.requests.focus'));
  });
  after(async () => {
    end();
    if (home === undefined) delete process.env.WHOKNOWS_HOME;
    else process.env.WHOKNOWS_HOME = home;
    await team.close();
  });

  it('a second machine is added from the first, and cut off when it is lost', async () => {
    standIn.pick = (rows) => rows[0];
    await run('whoknows.machines');
    const invite = parseInviteLink(standIn.clipboard!)!;
    assert.ok(invite.bundleKey && !invite.teamKey);
    const other = await joinTeam(createFileStorage(temporaryFolder()), invite, { name: '', emails: [] });
    assert.equal(other.member, ana()!.id);
    standIn.pick = (rows) => rows.find(({ description }) => description?.includes(other.device.slice(0, 8)));
    await run('whoknows.machines');
    const raw = await connectRaw(team.address);
    raw.send(proofOf(other, await raw.next('relay.challenge')));
    assert.equal((await raw.closed).code, 4103);
  });

  it('a link for a machine of somebody else’s is not taken by who is in a team', async () => {
    const { link, done } = ben.client.linkDevice();
    await done;
    const told = standIn.messages.length;
    await standIn.openLink!({ path: '/join', fragment: link.split('#')[1]!, query: '' });
    await eventually(() => standIn.messages.length > told);
    assert.match(standIn.messages.slice(told).join(), /in this team already/);
  });

  it('the last owner names another one, and leaves', async () => {
    await ben.client.promote(ana()!.id).done;
    await ben.client.leave();
    const link = await founderInvite(team.running.store, team.address, team.running.relay.now());
    assert.equal(link, undefined, 'the team has its founder');
    const kim = await joinKim();
    let asked: readonly { readonly label: string }[] = [];
    standIn.pick = (rows) => {
      asked = rows;
      return rows[0];
    };
    await run('whoknows.leaveTeam');
    assert.deepEqual(
      asked.map(({ label }) => label),
      ['kim'],
    );
    await eventually(() => kim.client.team.members.get(kim.id)?.role === 'owner');
    await eventually(() => [...kim.client.team.members.values()].every((one) => one.isMe || one.gone));
  });

  /** Kim joins with an invite that Ana copies in her editor. */
  async function joinKim(): Promise<TestMember> {
    await run('whoknows.invite');
    return team.join('kim', {}, standIn.clipboard);
  }
});
