import assert from 'node:assert/strict';
import { addressProblem, type Invite, inviteLink, parseInviteLink } from '../../src/protocol/inviteLink.ts';

const invite: Invite = {
  address: 'ws://127.0.0.1:4444/v1',
  relay: 'r'.repeat(22),
  team: 't'.repeat(22),
  invite: 'i'.repeat(22),
  secret: 's'.repeat(43),
  teamKey: 'k'.repeat(43),
};

describe('invite links', () => {
  it('rule T1: what was put in comes out, pasted with any text and line breaks around it', () => {
    const link = inviteLink(invite);
    assert.ok(link.startsWith('vscode://whoknows.whoknows/join#'));
    assert.deepEqual(parseInviteLink(link), invite);
    assert.deepEqual(parseInviteLink(`Hi Ben,\n <${link}>\nsee you`), invite);
    assert.deepEqual(parseInviteLink(inviteLink({ ...invite, founder: true })), { ...invite, founder: true });
  });

  it('rule T1: nothing stands before the fragment but the command', () => {
    assert.equal(new URL(inviteLink(invite)).search, '');
  });

  it('anything else is no link', () => {
    const link = inviteLink(invite);
    for (const text of [
      '',
      'vscode://whoknows.whoknows/join',
      link.replace('join#', 'join?'),
      link.replace('sss', 's s'),
      link.replace('ws%3A', 'http%3A'),
      link.replace('ws%3A%2F%2F127', 'ws%3A%2F%2Fuser@127'),
      link.replace(/t=t+/, 't=short'),
      link.replace(/k=k+/, 'k=%00'),
    ]) {
      assert.equal(parseInviteLink(text), undefined, text);
    }
  });

  it('rule C1: plain ws:// is for this machine only, unless forced', () => {
    for (const fine of ['ws://127.0.0.1:1/v1', 'ws://localhost/v1', 'ws://[::1]:3/v1', 'wss://relay.example.org/v1']) {
      assert.equal(addressProblem(fine, false), undefined, fine);
    }
    for (const bad of [
      'ws://relay.example.org/v1',
      'ws://127.0.0.1.example.org',
      'ws://10.0.0.1/',
      'http://x',
      'nonsense',
    ]) {
      assert.ok(addressProblem(bad, false), bad);
    }
    assert.equal(addressProblem('ws://10.0.0.1/v1', true), undefined);
  });
});
