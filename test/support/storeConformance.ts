import assert from 'node:assert/strict';
import type { Store, StoredEvent, StoredMember, Write } from '../../src/relay/store.ts';

const event = (offset: number, more: Partial<StoredEvent> = {}): StoredEvent => ({
  offset,
  at: 1_000 + offset,
  body: `{"type":"record.added","n":${offset}}`,
  sealed: null,
  ref: null,
  keys: null,
  ...more,
});

const member = (name: string): StoredMember => ({
  member: name,
  role: 'member',
  standing: 'full',
  signKey: 'sign',
  boxKey: 'box',
  emails: ['hash'],
  profile: 'sealed',
  voucher: 'voucher',
  teamKey: null,
  joinedAt: 5,
});

/** What every store must do. `open` makes an empty one; `reopen` closes and opens the same again, as after a restart. */
export function storeConformance(open: () => Promise<{ store: Store; reopen: () => Promise<Store> }>): void {
  let store: Store;
  let reopen: () => Promise<Store>;
  beforeEach(async () => {
    ({ store, reopen } = await open());
    await store.commit([
      { op: 'team', team: 't', createdAt: 1 },
      { op: 'team', team: 'u', createdAt: 1 },
    ]);
  });
  afterEach(() => store.close());

  const write = (...batch: Write[]) => store.commit(batch);
  const seen = async (who: string, after = 0, limit = 100, team = 't') =>
    (await store.eventsFor(team, who, after, { count: limit, bytes: 1e9 })).map((one) => one.offset);

  it('gives a member the events they may see, in order, page by page, and those of no other team', async () => {
    await write(
      { op: 'event', team: 't', event: event(1), request: null, readers: 'all' },
      { op: 'event', team: 't', event: event(2), request: null, readers: ['a'] },
      { op: 'event', team: 't', event: event(3), request: null, readers: ['b'] },
      { op: 'event', team: 't', event: event(4), request: null, readers: ['a', 'b'] },
      { op: 'event', team: 'u', event: event(1), request: null, readers: 'all' },
    );
    assert.deepEqual(await seen('a'), [1, 2, 4]);
    assert.deepEqual(await seen('b'), [1, 3, 4]);
    assert.deepEqual(await seen('c'), [1]);
    assert.deepEqual(await seen('a', 1), [2, 4]);
    assert.deepEqual(await seen('a', 0, 2), [1, 2]);
    assert.deepEqual(await seen('a', 0, 100, 'u'), [1]);
    const little = await store.eventsFor('t', 'a', 1, { count: 100, bytes: 1 });
    assert.deepEqual(
      little.map((one) => one.offset),
      [2],
      'as much as it takes to have enough, and never nothing',
    );
    assert.deepEqual(await store.head('t'), { offset: 4, at: 1_004 });
    assert.deepEqual(await store.head('nobody'), { offset: 0, at: 0 });
  });

  it('keeps many events and receipts, however they came together, page by page', async () => {
    const all = Array.from({ length: 600 }, (_, n) => n + 1);
    const readersOf = (offset: number) => (offset % 5 === 0 ? 'all' : offset % 3 === 0 ? ['a', 'b'] : ['b']);
    const forA = all.filter((offset) => readersOf(offset) === 'all' || readersOf(offset).includes('a'));
    for (let from = 0, size = 1; from < all.length; from += size, size = (size * 7) % 61) {
      const batch = all.slice(from, from + size).flatMap((offset): Write[] => [
        { op: 'event', team: 't', event: event(offset), request: null, readers: readersOf(offset) },
        { op: 'receipt', team: 't', member: 'a', stream: 's', number: offset * 2, digest: `d${offset}`, offset, at: 9 },
      ]);
      await write(...batch);
    }
    const pages: number[] = [];
    for (let page = await seen('a', 0, 50); page.length; page = await seen('a', pages.at(-1), 50)) pages.push(...page);
    assert.deepEqual(pages, forA);
    assert.deepEqual(
      await seen('a', 511, 600),
      forA.filter((offset) => offset > 511),
    );
    for (const offset of all)
      assert.deepEqual(await store.receipt('t', 'a', 's', offset * 2), { digest: `d${offset}`, offset, at: 9 });
    assert.equal(await store.receipt('t', 'a', 's', 31), undefined);
    assert.equal(await store.lastOfStream('t', 'a', 's'), 1_200);
  });

  it('knows the latest time that an id of a request or record begins with', async () => {
    assert.equal(await store.newestIdTime('t'), 0);
    const idAt = (time: number) =>
      `${Buffer.from(time.toString(16).padStart(12, '0'), 'hex').toString('base64url')}BBBBBBBBBBBBBB`;
    const times = [1_700_000_000_000, 1_700_000_000_063, 1_699_999_999_999, 1_700_000_077_777];
    for (const [index, time] of times.entries()) {
      const record = { record: idAt(time), offset: index + 1, by: 'a', kind: 'note', session: null, slot: null };
      if (index % 2) await write({ op: 'request', team: 't', request: idAt(time), open: true, at: 1 });
      else await write({ op: 'record', team: 't', record, at: 1 });
      assert.equal(await store.newestIdTime('t'), Math.max(...times.slice(0, index + 1)));
    }
    assert.equal(await store.newestIdTime('u'), 0);
  });

  it('writes a batch entirely or not at all', async () => {
    await write({ op: 'event', team: 't', event: event(1), request: null, readers: 'all' });
    await assert.rejects(
      write(
        { op: 'event', team: 't', event: event(2), request: null, readers: 'all' },
        { op: 'member', team: 't', member: member('a') },
        { op: 'event', team: 't', event: event(1), request: null, readers: 'all' },
      ),
    );
    assert.deepEqual(await seen('a'), [1]);
    assert.equal(await store.member('t', 'a'), undefined);
    await write({ op: 'event', team: 't', event: event(2), request: null, readers: 'all' });
    assert.deepEqual(await seen('a'), [1, 2], 'and goes on after a failure');
  });

  it('keeps everything over a restart, its name and epoch too', async () => {
    const identity = await store.identity();
    await write(
      { op: 'member', team: 't', member: member('a') },
      { op: 'device', team: 't', device: { device: 'd', member: 'a', deviceKey: 'k', addedAt: 2 } },
      {
        op: 'event',
        team: 't',
        event: event(1, { sealed: 'content', keys: '{"a":"k"}' }),
        request: null,
        readers: ['a'],
      },
      { op: 'receipt', team: 't', member: 'a', stream: 's', number: 7, digest: 'x', offset: 1, at: 9 },
    );
    store = await reopen();
    assert.deepEqual(await store.identity(), identity);
    assert.deepEqual(await store.member('t', 'a'), member('a'));
    assert.deepEqual(
      (await store.devices('t', 'a')).map((one) => one.device),
      ['d'],
    );
    assert.equal((await store.eventsFor('t', 'a', 0, { count: 9, bytes: 1e9 }))[0]?.sealed, 'content');
    assert.deepEqual(await store.receipt('t', 'a', 's', 7), { digest: 'x', offset: 1, at: 9 });
    assert.equal(await store.lastOfStream('t', 'a', 's'), 7);
    assert.equal(await store.lastOfStream('t', 'a', 'other'), 0);
    assert.deepEqual((await store.teams()).sort(), ['t', 'u']);
  });

  it('knows open requests and their events, records and their slots, and wipes content', async () => {
    await write(
      { op: 'request', team: 't', request: 'r', open: true, at: 1 },
      { op: 'request', team: 't', request: 'q', open: true, at: 1 },
      {
        op: 'event',
        team: 't',
        event: event(1, { sealed: 'question' }),
        request: 'r',
        readers: ['a'],
      },
      { op: 'event', team: 't', event: event(2, { ref: 1 }), request: 'r', readers: ['b'] },
      { op: 'event', team: 't', event: event(3, { sealed: 'note' }), request: null, readers: ['a'] },
      {
        op: 'record',
        team: 't',
        record: { record: 'rec', offset: 3, by: 'a', kind: 'note', session: null, slot: 's' },
        at: 1,
      },
      { op: 'request', team: 't', request: 'q', open: false, at: 2 },
    );
    const message = { offset: 1, by: 'a', kind: 'message', session: 'r', slot: null };
    await write(
      { op: 'record', team: 't', record: { ...message, record: 'm2' }, at: 9 },
      { op: 'record', team: 't', record: { ...message, record: 'm1' }, at: 7 },
    );
    assert.deepEqual([...(await store.newestOfSessions('t'))], [['r', 9]]);
    assert.equal((await store.newestOfSessions('u')).size, 0);
    assert.deepEqual(await store.openRequests('t'), ['r']);
    assert.deepEqual(
      (await store.eventsOf('t', 'r')).map((one) => one.offset),
      [1, 2],
    );
    assert.equal(await store.hasRequest('t', 'q'), true);
    assert.equal(await store.hasRequest('u', 'q'), false);
    assert.equal(await store.sealedAt('t', 1), 'question');
    assert.equal((await store.recordIn('t', 'a', 'note', 's'))?.record, 'rec');
    assert.equal(await store.recordIn('t', 'b', 'note', 's'), undefined);
    await write({ op: 'wipe', team: 't', offset: 3 });
    assert.equal(await store.sealedAt('t', 3), null);
  });

  it('counts figures per person once, and hides labels of too few', async () => {
    for (const who of ['a', 'b', 'c', 'd', 'd']) {
      await write({ op: 'figure', team: 't', month: '2026-01', label: 'l', name: 'n', member: who });
    }
    await write({ op: 'figure', team: 't', month: '2026-01', label: 'few', name: 'n', member: 'a' });
    assert.deepEqual(await store.figures('t', '2026-01', 4), [{ label: 'l', name: 'n', people: 4, sessions: 5 }]);
    assert.deepEqual(await store.figures('u', '2026-01', 4), []);
  });

  it('erases what its time is over for, and never gives an offset again', async () => {
    await write(
      { op: 'request', team: 't', request: 'old', open: true, at: 10 },
      {
        op: 'event',
        team: 't',
        event: event(1, { sealed: 'q' }),
        request: 'old',
        readers: ['a'],
      },
      { op: 'event', team: 't', event: event(2), request: null, readers: ['a'] },
      {
        op: 'record',
        team: 't',
        record: { record: 'm', offset: 2, by: 'a', kind: 'message', session: 'old', slot: null },
        at: 10,
      },
      { op: 'request', team: 't', request: 'old', open: false, at: 10 },
      { op: 'event', team: 't', event: event(3), request: null, readers: 'all' },
      {
        op: 'record',
        team: 't',
        record: { record: 'e', offset: 3, by: 'a', kind: 'feedback', session: null, slot: null },
        at: 10,
      },
      { op: 'event', team: 't', event: event(4), request: null, readers: 'all' },
      {
        op: 'record',
        team: 't',
        record: { record: 's', offset: 4, by: 'a', kind: 'statement', session: null, slot: 'x' },
        at: 10,
      },
      { op: 'receipt', team: 't', member: 'a', stream: 's', number: 1, digest: 'x', offset: 1, at: 10 },
      { op: 'request', team: 't', request: 'young', open: false, at: 99 },
      { op: 'event', team: 't', event: event(5), request: 'young', readers: ['a'] },
    );
    await store.retain({ receipts: 50, content: 50, invites: 50, month: '2025-01' });
    assert.deepEqual(await seen('a'), [4, 5], 'statements stay until they are replaced');
    assert.equal((await store.eventsFor('t', 'a', 0, { count: 1, bytes: 1e9 }))[0]?.offset, 4);
    assert.equal(await store.hasRequest('t', 'old'), false);
    assert.equal(await store.receipt('t', 'a', 's', 1), undefined);
    await store.retain({ receipts: 500, content: 500, invites: 500, month: '2025-01' });
    assert.equal((await store.head('t')).offset, 5);
  });

  it('keeps calendars by the hash of their address, and invites by who made them', async () => {
    const feed = { feed: 'f', hash: 'h', by: 'a', with: ['b'], calendar: 'c', updatedAt: 1 };
    await write({ op: 'feed', team: 't', feed });
    assert.deepEqual(await store.feedByHash('t', 'h'), feed);
    assert.equal(await store.feedByHash('u', 'h'), undefined);
    assert.equal(await store.feedsOf('t', 'a'), 1);
    await write({ op: 'feed-gone', team: 't', feed: 'f' });
    assert.equal(await store.feed('t', 'f'), undefined);
    const invite = {
      invite: 'i',
      kind: 'member' as const,
      hash: 'h',
      by: 'a',
      expiresAt: 100,
      bundle: null,
      usedBy: null,
      usedDevice: null,
    };
    await write({ op: 'invite', team: 't', invite });
    assert.equal(await store.openInvites('t', 'a', 50), 1);
    assert.equal(await store.openInvites('t', 'a', 150), 0);
    await write({ op: 'invite', team: 't', invite: { ...invite, usedBy: 'b' } });
    assert.equal(await store.openInvites('t', 'a', 50), 0);
    assert.equal((await store.invite('t', 'i'))?.usedBy, 'b');
  });
}
