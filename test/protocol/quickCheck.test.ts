import assert from 'node:assert/strict';
import fc from 'fast-check';
import type * as z from 'zod';
import { clientFrames } from '../../src/protocol/frames.ts';
import { quickCheck } from '../../src/protocol/quickCheck.ts';

type Defs = z.core.$ZodTypes['_zod']['def'];

/** Values that a schema takes: of the kinds that frames are made of. */
function arbitraryOf(schema: z.core.$ZodType): fc.Arbitrary<unknown> {
  const def = schema._zod.def as Defs;
  const checks = (def.checks ?? []).map((one) => one._zod.def as z.core.$ZodChecks['_zod']['def']);
  switch (def.type) {
    case 'string': {
      const pattern = checks.flatMap((one) => (one.check === 'string_format' && one.pattern ? [one.pattern] : []))[0];
      return pattern ? fc.stringMatching(pattern, { size: 'small' }) : fc.string();
    }
    case 'number':
      return fc.maxSafeNat();
    case 'boolean':
      return fc.boolean();
    case 'literal':
      return fc.constantFrom(...def.values);
    case 'enum':
      return fc.constantFrom(...Object.values(def.entries));
    case 'nullable':
      return fc.option(arbitraryOf(def.innerType));
    case 'array':
      return fc.array(arbitraryOf(def.element), { minLength: 1, maxLength: 3 });
    case 'union':
      return fc.oneof(...def.options.map(arbitraryOf));
    case 'record':
      return fc.dictionary(arbitraryOf(def.keyType) as fc.Arbitrary<string>, arbitraryOf(def.valueType), {
        maxKeys: 3,
        noNullPrototype: true,
      });
    case 'object': {
      const members = Object.entries(def.shape);
      const optional = (one: z.core.$ZodType) => (one._zod.def as Defs).type === 'optional';
      const inner = (one: z.core.$ZodType) =>
        optional(one) ? (one._zod.def as Extract<Defs, { type: 'optional' }>).innerType : one;
      return fc.record(Object.fromEntries(members.map(([name, one]) => [name, arbitraryOf(inner(one))])), {
        noNullPrototype: true,
        requiredKeys: members.filter(([, one]) => !optional(one)).map(([name]) => name),
      });
    }
    default:
      throw new Error(`No frame has a ${def.type} yet.`);
  }
}

const wrong = fc.oneof(
  fc.constantFrom(null, '', -1, 0.5, 1e300, true, [], {}, 'SECRET', 'A'.repeat(22), ['A'], { A: 'A' }),
  fc.json().map((text) => JSON.parse(text)),
);

/** The same with one thing, however deep, replaced, left out or added. */
function spoil(value: unknown, where: readonly number[], by: unknown): unknown {
  if (where.length === 0 || typeof value !== 'object' || value === null) return by;
  const [first = 0, ...rest] = where;
  const keys = Object.keys(value);
  const copy = (Array.isArray(value) ? [...value] : { ...value }) as Record<string, unknown>;
  const key = keys[first % (keys.length + 1)];
  if (key === undefined) copy.added = by;
  else if (rest.length === 0 && by === null) delete copy[key];
  else copy[key] = spoil(copy[key], rest, by);
  return copy;
}

describe('the quick check of frames', () => {
  for (const [type, schema] of Object.entries(clientFrames)) {
    const quick = quickCheck(schema);

    it(`${type}: says yes to what the schema takes`, () => {
      fc.assert(
        fc.property(arbitraryOf(schema), (frame) => {
          assert.deepEqual(schema.safeParse(frame).data, frame, 'the test makes frames that are in order');
          assert.equal(quick(frame), true);
        }),
        { numRuns: 30 },
      );
    });

    it(`${type}: says no to what the schema does not take as it is`, () => {
      const where = fc.array(fc.nat(30), { maxLength: 3 });
      fc.assert(
        fc.property(arbitraryOf(schema), where, wrong, (frame, place, by) => {
          const spoilt = JSON.parse(JSON.stringify(spoil(frame, place, by)) ?? 'null');
          const read = schema.safeParse(spoilt);
          if (quick(spoilt)) assert.deepEqual(read.data, spoilt);
          else assert.equal(read.success, false);
        }),
        { numRuns: 150 },
      );
    });
  }

  it('a member named __proto__ is one too many', () => {
    const id = 'A'.repeat(22);
    const text = `{"type":"request.accept","id":"${id}.1","request":"${id}","__proto__":{}}`;
    assert.equal(quickCheck(clientFrames['request.accept'])(JSON.parse(text)), false);
  });
});
