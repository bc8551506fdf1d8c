import assert from 'node:assert/strict';
import { decodeClientFrame, decodeEvent, decodeRelayFrame, isMalformed } from '../../src/protocol/codec.ts';

const id = 'A'.repeat(22);

describe('reading frames', () => {
  it('rule V3: a relay takes a client’s frame exactly as it is written down, and tells no value of what it refuses', () => {
    const frame = { type: 'request.accept', id: `${id}.1`, request: id };
    assert.deepEqual(decodeClientFrame(JSON.stringify(frame)), frame);
    for (const wrong of [{ later: 'SECRET' }, { request: 'SECRET' }, { id: `${id}.0` }, { type: 'request.SECRET' }]) {
      const decoded = decodeClientFrame(JSON.stringify({ ...frame, ...wrong }));
      assert.ok(isMalformed(decoded), JSON.stringify(wrong));
      assert.doesNotMatch(decoded.malformed, /SECRET/);
    }
  });

  it('rule V4: a client leaves alone what a newer relay adds: members, frames and events', () => {
    const done = { type: 'command.done', id: `${id}.1`, offset: 3, time: 4 };
    assert.deepEqual(decodeRelayFrame(JSON.stringify({ ...done, later: true })), done);
    assert.equal(decodeRelayFrame('{"type":"weather.changed"}'), undefined);
    const withdrawn = { type: 'request.withdrawn', request: id };
    assert.deepEqual(decodeEvent({ ...withdrawn, later: true } as typeof withdrawn), withdrawn);
    assert.equal(decodeEvent({ type: 'request.admired' }), undefined);
  });
});
