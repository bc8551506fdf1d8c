import assert from 'node:assert/strict';
import fc from 'fast-check';
import { pack, unpack } from '../../src/relay/packedBatch.ts';
import type { Write } from '../../src/relay/store.ts';

const text = fc.string({ unit: 'binary' });
const number = fc.maxSafeNat();
const orNull = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: null });

const write: fc.Arbitrary<Write> = fc.oneof(
  fc.record(
    {
      op: fc.constant('event' as const),
      team: text,
      event: fc.record(
        { offset: number, at: number, body: text, sealed: orNull(text), ref: orNull(number), keys: orNull(text) },
        { noNullPrototype: true },
      ),
      request: orNull(text),
      readers: fc.oneof(fc.constant('all' as const), fc.array(text)),
    },
    { noNullPrototype: true },
  ),
  fc.record(
    {
      op: fc.constant('receipt' as const),
      team: text,
      member: text,
      stream: text,
      number,
      digest: text,
      offset: number,
      at: number,
    },
    { noNullPrototype: true },
  ),
  fc.record(
    {
      op: fc.constant('record' as const),
      team: text,
      record: fc.record(
        { record: text, offset: number, by: text, kind: text, session: orNull(text), slot: orNull(text) },
        { noNullPrototype: true },
      ),
      at: number,
    },
    { noNullPrototype: true },
  ),
  fc.record(
    { op: fc.constant('request' as const), team: text, request: text, open: fc.boolean(), at: number },
    { noNullPrototype: true },
  ),
  fc.record({ op: fc.constant('wipe' as const), team: text, offset: number }, { noNullPrototype: true }),
);

describe('a batch on its way to another thread', () => {
  it('arrives as it was, in its order', () => {
    fc.assert(
      fc.property(fc.array(write), (batch) => {
        assert.deepEqual(unpack(structuredClone(pack(batch))), batch);
      }),
    );
  });
});
