import { constants, deflateRawSync, inflateRawSync } from 'node:zlib';

/** Most entries that a column may hold; more can only come from a damaged file. */
const mostEntries = 200_000_000;

const forLong = { level: 5, memLevel: 9 };
/** An update has a score of columns with a few bytes each: making room for a long one would take most of the time. */
const forShort = { level: 5, memLevel: 1, windowBits: 9 };

/** Writes numbers and strings compactly: each column is zig-zag varints, deflated on its own. */
export class ByteWriter {
  readonly #parts: Buffer[] = [];
  /** Where each column is laid out before it is packed; one for all, because a long history has sixteen long columns. */
  #work = Buffer.allocUnsafe(64);

  unsigned(value: number): void {
    const bytes: number[] = [];
    pushVarint(bytes, value);
    this.#parts.push(Buffer.from(bytes));
  }

  /** A column of whole numbers, negative or not, each below 2^52. */
  column(length: number, value: (i: number) => number): void {
    let bytes = this.#work;
    let at = 0;
    for (let i = 0; i < length; i++) {
      if (at + 10 > bytes.length) bytes = Buffer.concat([bytes], Math.max(length * 2, bytes.length * 2));
      const v = value(i);
      let z = v < 0 ? -2 * v - 1 : 2 * v;
      while (z >= 128) {
        bytes[at++] = (z % 128) | 128;
        z = Math.floor(z / 128);
      }
      bytes[at++] = z;
    }
    this.#work = bytes;
    this.#block(bytes.subarray(0, at));
  }

  strings(values: readonly string[]): void {
    this.#block(Buffer.from(values.join('\0'), 'utf8'), values.length);
  }

  /** Strings of which neighbours begin alike: the length of the shared beginning, then the rest. */
  frontCodedStrings(values: readonly string[]): void {
    this.column(values.length, (i) => sharedLength(values[i - 1] ?? '', values[i]!));
    this.strings(values.map((value, i) => value.slice(sharedLength(values[i - 1] ?? '', value))));
  }

  toBuffer(): Buffer {
    return Buffer.concat(this.#parts);
  }

  #block(bytes: Buffer, count?: number): void {
    const packed = deflateRawSync(bytes, bytes.length < 512 ? forShort : forLong);
    if (count !== undefined) this.unsigned(count);
    this.unsigned(packed.length);
    this.#parts.push(packed);
  }
}

/** Reads what `ByteWriter` wrote; throws on anything else. */
export class ByteReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  unsigned(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.#bytes[this.#at++];
      if (byte === undefined || scale > 2 ** 49) throw new Error('truncated number');
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  }

  column<T extends Uint32Array | Float64Array>(length: number, kind: new (n: number) => T): T {
    if (length > mostEntries) throw new Error('impossible length');
    const bytes = this.#block(length * 10 + 16);
    const out = new kind(length);
    const at = out instanceof Uint32Array ? readSmall(bytes, out) : readLarge(bytes, out);
    if (at !== bytes.length) throw new Error('column length differs');
    return out;
  }

  strings(): string[] {
    const count = this.unsigned();
    const text = this.#block(mostEntries).toString('utf8');
    if (count === 0) return [];
    const values = text.split('\0');
    if (values.length !== count) throw new Error('string count differs');
    return values;
  }

  frontCodedStrings(): string[] {
    const counted = this.#peekCount();
    const rests = counted.rests;
    for (let i = 1; i < rests.length; i++) rests[i] = rests[i - 1]!.slice(0, counted.shared[i]) + rests[i]!;
    return rests;
  }

  /** Shared lengths stand before the strings that tell their number, so both blocks are read and then unpacked. */
  #peekCount(): { shared: Float64Array; rests: string[] } {
    const start = this.#at;
    this.#block(mostEntries);
    const rests = this.strings();
    const end = this.#at;
    this.#at = start;
    const shared = this.column(rests.length, Float64Array);
    this.#at = end;
    return { shared, rests };
  }

  #block(limit: number): Buffer {
    const length = this.unsigned();
    const packed = this.#bytes.subarray(this.#at, this.#at + length);
    if (packed.length !== length) throw new Error('truncated block');
    this.#at += length;
    return inflateRawSync(packed, {
      maxOutputLength: Math.min(limit, constants.Z_MAX_CHUNK),
      chunkSize: Math.max(1024, 8 * packed.length),
    });
  }
}

/** Reads zig-zag varints into all of `out`; returns where they end. Kept apart by kind of column: a loop that sees both is slow at first. */
function readSmall(bytes: Buffer, out: Uint32Array): number {
  let at = 0;
  for (let i = 0; i < out.length; i++) {
    const low = bytes[at++]!;
    if (low < 128) out[i] = low >>> 1;
    else {
      const high = bytes[at++]!;
      if (high < 128) out[i] = ((high << 7) | (low & 127)) >>> 1;
      else {
        at -= 2;
        let z = 0;
        for (let scale = 1, byte = 128; byte >= 128; scale *= 128) {
          byte = bytes[at++]!;
          z += (byte & 127) * scale;
        }
        out[i] = Math.floor(z / 2);
      }
    }
  }
  return at;
}

function readLarge(bytes: Buffer, out: Float64Array): number {
  let at = 0;
  for (let i = 0; i < out.length; i++) {
    const first = bytes[at++]!;
    let z = first & 127;
    if (first >= 128) {
      const second = bytes[at++]!;
      z |= (second & 127) << 7;
      if (second >= 128)
        for (let scale = 1 << 14, byte = 128; byte >= 128; scale *= 128) {
          byte = bytes[at++]!;
          z += (byte & 127) * scale;
        }
    }
    out[i] = z % 2 ? -(z + 1) / 2 : z / 2;
  }
  return at;
}

function pushVarint(bytes: number[], value: number): void {
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
  bytes.push(rest);
}

function sharedLength(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let i = 0;
  while (i < most && a.charCodeAt(i) === b.charCodeAt(i)) i++;
  // Never between the halves of a surrogate pair: neither half survives UTF-8.
  return i > 0 && (a.charCodeAt(i - 1) & 0xfc00) === 0xd800 ? i - 1 : i;
}
