import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { loadSealing } from '../../src/protocol/sealing.ts';
import { opcodes, openFrames, type RawFrames } from '../support/rawFrames.ts';
import { profileOf, proofOf } from '../support/rawMember.ts';
import { createTestTeam, type TestMember, type TestTeam } from '../support/relayTeam.ts';

const { continuation, text, binary, close, ping, pong } = opcodes;
/** Bytes at a time in which what is cut up arrives; `CHOPS=1,2,3,7,64` tries more. */
const chops = (process.env.CHOPS ?? '1').split(',').map(Number);

/** What Markus Kuhn's stress test and Autobahn's section 6 call invalid: in hexadecimal. */
const invalidUtf8 = [
  ...['80', 'bf', '80bf', '80bf80', '80bf80bf', '80bf80bf80bf', 'fe', 'ff', 'fefeffff'],
  ...['c020', 'e020', 'f020', 'f820', 'fc20', 'c0', 'e080', 'f08080', 'f8808080', 'fc80808080'],
  ...['df', 'efbf', 'f7bfbf', 'fbbfbfbf', 'fdbfbfbfbf', 'c0e080f08080'],
  ...['c0af', 'e080af', 'f08080af', 'f8808080af', 'fc80808080af', 'c1bf', 'e09fbf', 'f08fbfbf', 'f887bfbfbf'],
  ...['c080', 'e08080', 'f0808080', 'f880808080', 'fc8080808080', 'f4908080', 'f7bfbfbf', 'f888808080', 'fc8480808080'],
  ...['eda080', 'edadbf', 'edae80', 'edafbf', 'edb080', 'edbe80', 'edbfbf', 'eda080edb080', 'edafbfedbfbf'],
  ...['cebae1bdb9cf83cebcceb5eda080656469746564', 'cebae1bdb9cf83cebcceb5f4908080656469746564'],
];
/** Valid ones: smallest and largest of each length, non-characters, and text. */
const validUtf8 = [
  ...['00', '7f', 'c280', 'dfbf', 'e0a080', 'efbfbf', 'f0908080', 'f48fbfbf', 'ed9fbf', 'ee8080', 'efbfbd', 'efbfbe'],
  ...[
    'cebae1bdb9cf83cebcceb5',
    'f09f9982',
    'e0a480f0908080',
    'f09fbfbe',
    'f3bfbfbf',
    '48656c6c6f2dc2b540c39fc3b6c3a4c3bcc3a0c3a1',
  ],
];

/**
 * Autobahn's sections 1 to 7, 9 and 10, written down anew for a relay, which is no echo: where Autobahn waits for its own words, these wait
 * for the answer to `device.list`. Its sections 12 and 13 are about compression, which the relay has none of (rule C1).
 */
describe('W6: RFC 6455 over a bare socket', function () {
  this.timeout(process.env.CHOPS ? 600_000 : 60_000);
  let team: TestTeam;
  let ana: TestMember;
  before(async () => {
    await loadSealing();
    team = await createTestTeam({ limits: { strangers: 1_000, connectionsPerMember: 1_000, coolingMs: 0 } });
    ana = await team.join('ana');
  });
  after(() => team.close());

  const stranger = () => openFrames(team.running.port);
  const member = async (chop?: number): Promise<RawFrames> => {
    const raw = await stranger();
    const proof = proofOf(profileOf(ana.home), JSON.parse(raw.frames[0]!.payload.toString()));
    await raw.send(text, JSON.stringify(proof), chop ? { chop } : {});
    await raw.next((frame) => frame.payload.includes('member.welcome'));
    return raw;
  };
  const answered = async (raw: RawFrames): Promise<void> => {
    await raw.next((frame) => frame.payload.includes('"device.list"'));
    raw.destroy();
  };
  /** `device.list`, padded with spaces to `length` bytes. */
  const question = (length = 0) => '{"type":"device.list"}'.padEnd(length);
  const endsWith = async (raw: RawFrames, code: number, what: string): Promise<void> =>
    assert.equal(await raw.ended, code, what);

  it('1: takes text of every length that is written differently, whole and in pieces; binary closes with 1003', async () => {
    for (const length of [22, 125, 126, 127, 128, 65_535, 65_536, 500_000]) {
      const raw = await member();
      await raw.send(text, question(length));
      await answered(raw);
    }
    for (const chop of chops) {
      for (const length of [125, 126, 2_000]) {
        const raw = await member(chop);
        await raw.send(text, question(length), { chop });
        await answered(raw);
      }
    }
    for (const length of [0, 125, 126, 65_536]) {
      const raw = await member();
      await raw.send(binary, Buffer.alloc(length, 0xfe));
      await endsWith(raw, 1003, `binary ${length}`);
    }
  });

  it('2: answers pings with what they carry, in order, and leaves pongs alone; one that is too long closes with 1002', async () => {
    for (const payload of ['', 'Hello', '\u0000\u00ff\u00fe', 'x'.repeat(125)]) {
      const raw = await stranger();
      const bytes = Buffer.from(payload, 'latin1');
      await raw.send(ping, bytes);
      assert.deepEqual((await raw.next((frame) => frame.opcode === pong)).payload, bytes);
      raw.destroy();
    }
    for (const chop of chops) {
      const raw = await stranger();
      await raw.send(ping, 'x'.repeat(125), { chop });
      assert.equal((await raw.next((frame) => frame.opcode === pong)).payload.length, 125);
      raw.destroy();
    }
    const many = await stranger();
    for (let n = 0; n < 10; n++) await many.send(ping, `payload-${n}`);
    await many.next((frame) => frame.payload.toString() === 'payload-9');
    assert.deepEqual(
      many.frames.filter((frame) => frame.opcode === pong).map((frame) => frame.payload.toString()),
      Array.from({ length: 10 }, (_, n) => `payload-${n}`),
    );
    many.destroy();
    const unasked = await member();
    for (const payload of ['', 'unasked']) await unasked.send(pong, payload);
    await unasked.send(text, question());
    await answered(unasked);
    const long = await stranger();
    await long.send(ping, 'x'.repeat(126));
    await endsWith(long, 1002, 'a ping of 126 bytes');
  });

  it('3: reserved bits close with 1002, in every kind of frame and whatever came before', async () => {
    for (let rsv = 1; rsv < 8; rsv++) {
      for (const opcode of [text, binary, ping, pong, close]) {
        const raw = await stranger();
        await raw.send(opcode, '', { rsv });
        await endsWith(raw, 1002, `rsv ${rsv} opcode ${opcode}`);
      }
      const raw = await member();
      await raw.send(text, question());
      await raw.next((frame) => frame.payload.includes('"device.list"'));
      await raw.send(text, question(), { rsv });
      await endsWith(raw, 1002, `rsv ${rsv} after a good frame`);
    }
  });

  it('4: opcodes that mean nothing close with 1002', async () => {
    for (const opcode of [3, 4, 5, 6, 7, 11, 12, 13, 14, 15]) {
      for (const payload of ['', 'x']) {
        const raw = await stranger();
        await raw.send(opcode, payload);
        await endsWith(raw, 1002, `opcode ${opcode}`);
      }
    }
  });

  it('5: puts fragments together, with pings in between; control frames in fragments, and fragments of nothing, close with 1002', async () => {
    const cut = question(60);
    for (const count of [2, 3, 6, 60]) {
      for (const between of [false, true]) {
        const raw = await member();
        const size = cut.length / count;
        for (let n = 0; n < count; n++) {
          const part = cut.slice(n * size, (n + 1) * size);
          await raw.send(n === 0 ? text : continuation, part, { fin: n === count - 1 });
          if (between) await raw.send(ping, `between ${n}`);
        }
        await answered(raw);
        const pongs = raw.frames.filter((frame) => frame.opcode === pong);
        assert.ok(
          !between || pongs.length >= count - 1,
          `${pongs.length} of ${count} pings were answered before the message was whole`,
        );
      }
    }
    const empty = await member();
    await empty.send(text, '', { fin: false });
    await empty.send(continuation, question(), { fin: false });
    await empty.send(continuation, '');
    await answered(empty);

    const wrong: [string, (raw: RawFrames) => Promise<void>][] = [
      ['a ping in two', (raw) => raw.send(ping, 'x', { fin: false })],
      ['a pong in two', (raw) => raw.send(pong, 'x', { fin: false })],
      ['a close in two', (raw) => raw.send(close, '', { fin: false })],
      ['a continuation of nothing', (raw) => raw.send(continuation, 'x')],
      ['an open continuation of nothing', (raw) => raw.send(continuation, 'x', { fin: false })],
      [
        'a message within a message',
        async (raw) => {
          await raw.send(text, '{"type"', { fin: false });
          await raw.send(text, question());
        },
      ],
      [
        'a continuation after the end',
        async (raw) => {
          await raw.send(text, question(), { fin: false });
          await raw.send(continuation, '');
          await raw.send(continuation, 'x');
        },
      ],
    ];
    for (const [what, does] of wrong) {
      const raw = what.endsWith('end') ? await member() : await stranger();
      await does(raw);
      await endsWith(raw, 1002, what);
    }
  });

  it('6: text that is no UTF-8 closes with 1007, whole, in fragments and in pieces; what is UTF-8 does not', async () => {
    for (const hex of invalidUtf8) {
      const bytes = Buffer.concat([Buffer.from('{"type":"device.list"} '), Buffer.from(hex, 'hex')]);
      const whole = await stranger();
      await whole.send(text, bytes);
      await endsWith(whole, 1007, hex);
      const fragments = await stranger();
      await fragments.send(text, bytes.subarray(0, -1), { fin: false });
      await fragments.send(continuation, bytes.subarray(-1));
      await endsWith(fragments, 1007, `${hex} in fragments`);
    }
    for (const chop of chops) {
      const raw = await stranger();
      await raw.send(text, Buffer.from('cebae1bdb9eda080', 'hex'), { chop });
      await endsWith(raw, 1007, `in pieces of ${chop}`);
    }
    for (const hex of validUtf8) {
      // It is no frame of the protocol; that it is one's text is why the code is another.
      const raw = await stranger();
      const bytes = Buffer.from(hex, 'hex');
      for (let at = 0; at < bytes.length; at++)
        await raw.send(at === 0 ? text : continuation, bytes.subarray(at, at + 1), { fin: at === bytes.length - 1 });
      await endsWith(raw, 4101, hex);
    }
  });

  it('7: closes in turn with the same code; codes and reasons that must not be sent close with 1002 or 1007', async () => {
    const closing = (code: number, reason: string | Buffer = '') => {
      const head = Buffer.alloc(2);
      head.writeUInt16BE(code);
      return Buffer.concat([head, Buffer.from(reason as string)]);
    };
    for (const code of [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999]) {
      const raw = await stranger();
      await raw.send(close, closing(code, 'a reason'));
      await endsWith(raw, code, `${code}`);
    }
    const bare = await stranger();
    await bare.send(close, '');
    await endsWith(bare, 1005, 'an empty close');
    for (const code of [0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65_535]) {
      const raw = await stranger();
      await raw.send(close, closing(code));
      await endsWith(raw, 1002, `${code}`);
    }
    const one = await stranger();
    await one.send(close, 'x');
    await endsWith(one, 1002, 'half a code');
    const longest = await stranger();
    await longest.send(close, closing(1000, 'x'.repeat(123)));
    await endsWith(longest, 1000, 'the longest reason');
    const long = await stranger();
    await long.send(close, closing(1000, 'x'.repeat(124)));
    await endsWith(long, 1002, 'too long a reason');
    const odd = await stranger();
    await odd.send(close, closing(1000, Buffer.from('cebae1bdb9eda080', 'hex')));
    await endsWith(odd, 1007, 'a reason that is no UTF-8');

    const after = await member();
    await after.send(close, closing(1000));
    await after.send(text, question());
    await after.send(ping, 'late');
    await endsWith(after, 1000, 'frames after the close');
    assert.ok(!after.frames.some((frame) => frame.opcode === pong || frame.payload.includes('"device.list"')));
    const unfinished = await member();
    await unfinished.send(text, '{"type"', { fin: false });
    await unfinished.send(close, closing(1000));
    await endsWith(unfinished, 1000, 'a close within a message');
  });

  it('9, 10: messages up to the limit are taken in fragments of any size; frames without a mask or with a length that lies are not', async () => {
    for (const size of [64, 1_024, 65_536]) {
      const whole = question(262_144);
      const raw = await member();
      for (let at = 0; at < whole.length; at += size)
        await raw.send(at === 0 ? text : continuation, whole.slice(at, at + size), { fin: at + size >= whole.length });
      await answered(raw);
    }
    const unmasked = await stranger();
    await unmasked.send(text, question(), { mask: false });
    await endsWith(unmasked, 1002, 'without a mask');
    const huge = await stranger();
    huge.bytes(Buffer.from('81ff7fffffffffffffff00000000', 'hex'));
    await endsWith(huge, 1009, 'a length of 2^63 − 1');
    const noise = await stranger();
    noise.bytes(randomBytes(64).fill(0xff, 0, 1));
    await endsWith(noise, 1002, 'noise');
  });
});
