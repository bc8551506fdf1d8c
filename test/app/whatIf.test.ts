import assert from 'node:assert/strict';
import { likelyAnswer, nextSharedHours } from '../../src/app/whatIf.ts';
import type { RequestView } from '../../src/client/teamView.ts';
import { createTestTeam, eventually } from '../support/relayTeam.ts';

const minute = 60_000;

/** A question of one's own that `helper` accepted after so many minutes; `first` was asked first. */
const answered = (minutes: number, helper = 'ana', first = 'ana'): RequestView =>
  ({
    role: 'asker',
    state: { helper, askedAt: 1_000, acceptedAt: 1_000 + minutes * minute, steps: [{ candidates: [first], wait: 1 }] },
  }) as unknown as RequestView;

describe('S7 what to expect before asking', () => {
  it('says how long somebody usually takes, from one’s own questions, once there are three', () => {
    assert.equal(likelyAnswer([answered(4), answered(9)], 'ana'), undefined);
    assert.equal(likelyAnswer([answered(4), answered(90), answered(9)], 'ana'), 9 * minute);
  });

  it('leaves out answers of others, and those that came after somebody else had been asked', () =>
    assert.equal(
      likelyAnswer([answered(4), answered(5), answered(1, 'ben'), answered(70, 'ana', 'ben')], 'ana'),
      undefined,
    ));

  it('says when both work next, and nothing while they do or where one gave no hours', async function () {
    this.timeout(30_000);
    const team = await createTestTeam();
    try {
      const [kim, ana] = [await team.join('kim'), await team.join('ana')];
      const card = async (member: typeof kim, hours?: { days: number[]; from: number; to: number }) =>
        (await member.client.updateProfile({ card: { zone: 'UTC', ...(hours ? { hours } : {}) } })).done;
      const everyDay = [1, 2, 3, 4, 5, 6, 7];
      const now = new Date(kim.client.now());
      const minuteNow = now.getUTCHours() * 60 + now.getUTCMinutes();
      const knows = (member: typeof kim, from: number) =>
        eventually(() => kim.client.team.members.get(member.id)?.card?.hours?.from === from);
      await card(kim, { days: everyDay, from: 0, to: 1440 });
      await knows(kim, 0);
      assert.equal(nextSharedHours(kim.client, ana.id), undefined);
      // Ana works for an hour, which begins two hours from now.
      const from = (minuteNow + 120) % 1380;
      await card(ana, { days: everyDay, from, to: from + 60 });
      await knows(ana, from);
      const next = nextSharedHours(kim.client, ana.id)!;
      assert.equal(new Date(next.from).getUTCHours() * 60 + new Date(next.from).getUTCMinutes(), from);
      assert.equal(next.to - next.from, 60 * minute);
      await card(ana, { days: everyDay, from: 0, to: 1440 });
      await knows(ana, 0);
      assert.equal(nextSharedHours(kim.client, ana.id), undefined);
    } finally {
      await team.close();
    }
  });
});
