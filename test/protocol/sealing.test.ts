import assert from 'node:assert/strict';
import {
  contentContext,
  contentText,
  createMemberKeys,
  emailHash,
  isSigned,
  keyCode,
  sign,
  voucherFor,
} from '../../src/protocol/identity.ts';
import {
  loadSealing,
  mixedKey,
  openLive,
  openWith,
  pairKey,
  randomText,
  sealFor,
  sealLive,
  sealWith,
  unwrap,
} from '../../src/protocol/sealing.ts';

describe('sealed content', () => {
  before(loadSealing);

  it('rules R1, Q10: opens for its readers and for nobody else', () => {
    const [ana, ben, eve] = [createMemberKeys(), createMemberKeys(), createMemberKeys()];
    const context = contentContext('t', 'message', 'r');
    const team = randomText(32);
    const content = sealFor(team, [{ member: 'ben', boxKey: ben.boxKey }], context, { text: 'why is this null?' });
    const key = unwrap(content.keys.ben!, ben)!;
    assert.deepEqual(openWith(mixedKey(team, key), context, content.sealed), { text: 'why is this null?' });
    assert.equal(openWith(mixedKey(randomText(32), key), context, content.sealed), undefined);
    assert.equal(unwrap(content.keys.ben!, eve), undefined);
    assert.equal(unwrap(content.keys.ben!, ana), undefined);
    assert.equal(openWith(randomText(32), context, content.sealed), undefined);
  });

  it('rule R5: cannot be shown as another kind, team or id, and no byte of it can change', () => {
    const key = randomText(32);
    const context = contentContext('t', 'message', 'r');
    const sealed = sealWith(key, context, { text: 'x' });
    for (const other of [
      contentContext('t', 'edit', 'r'),
      contentContext('u', 'message', 'r'),
      contentContext('t', 'message', 's'),
    ]) {
      assert.equal(openWith(key, other, sealed), undefined);
    }
    for (let i = 0; i < sealed.length; i += 7) {
      const changed = sealed.slice(0, i) + (sealed[i] === 'A' ? 'B' : 'A') + sealed.slice(i + 1);
      assert.equal(openWith(key, context, changed), undefined);
    }
  });

  it('rule R5: sizes tell 256-byte steps only', () => {
    const key = randomText(32);
    assert.equal(sealWith(key, 'c', 'a').length, sealWith(key, 'c', 'a'.repeat(200)).length);
    assert.notEqual(sealWith(key, 'c', 'a').length, sealWith(key, 'c', 'a'.repeat(300)).length);
  });

  it('rule P3: a live frame opens for the other of the pair only', () => {
    const [ana, ben, eve] = [createMemberKeys(), createMemberKeys(), createMemberKeys()];
    const sealed = sealLive(pairKey(ben.boxKey, ana)!, { line: 4 });
    assert.deepEqual(openLive(pairKey(ana.boxKey, ben)!, sealed), { line: 4 });
    assert.equal(openLive(pairKey(ana.boxKey, eve)!, sealed), undefined);
    assert.equal(openLive(pairKey(eve.boxKey, ben)!, sealed), undefined);
    assert.equal(openLive(pairKey(ana.boxKey, ben)!, 'AAAA'), undefined);
  });

  it('rule I5: a voucher needs the team key and holds for one member’s keys only', () => {
    const ana = { member: 'ana', ...createMemberKeys() };
    const teamKey = randomText(32);
    assert.equal(voucherFor(teamKey, ana), voucherFor(teamKey, ana));
    assert.notEqual(voucherFor(teamKey, ana), voucherFor(randomText(32), ana));
    assert.notEqual(voucherFor(teamKey, ana), voucherFor(teamKey, { ...ana, boxKey: createMemberKeys().boxKey }));
    assert.match(keyCode(ana), /^[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}$/);
  });

  it('rule I6: emails match whatever their case, and only within the team', () => {
    const teamKey = randomText(32);
    assert.equal(emailHash(teamKey, ' Ana@Example.org '), emailHash(teamKey, 'ana@example.org'));
    assert.notEqual(emailHash(teamKey, 'ana@example.org'), emailHash(randomText(32), 'ana@example.org'));
  });

  it('rule I7: an author’s signature holds for these bytes in this place only', () => {
    const ana = createMemberKeys();
    const context = contentContext('t', 'message', 'r');
    const signature = sign(contentText(context, 'sealed'), ana.signSecret);
    assert.ok(isSigned(contentText(context, 'sealed'), signature, ana.signKey));
    assert.ok(!isSigned(contentText(context, 'other'), signature, ana.signKey));
    assert.ok(!isSigned(contentText(contentContext('t', 'edit', 'r'), 'sealed'), signature, ana.signKey));
    assert.ok(!isSigned(contentText(context, 'sealed'), signature, createMemberKeys().signKey));
    assert.ok(!isSigned(contentText(context, 'sealed'), 'nonsense', ana.signKey));
  });
});
