import { crc32 } from 'node:zlib';

/**
 * Any object of plain values, lists of them and columns as bytes, made to be read back at once: columns lie there as they lie in memory.
 *
 *     file = key[64] crc:u32le shape:u32le JSON[shape] (zeros up to a multiple of 8, column)*
 *
 * `key` (64 characters) tells what it was made of; the checksum is over all that follows it. The JSON is the object with
 * `{ column, at, length }` for each column: its kind, where it begins in the file, and how many numbers it has.
 */
const kinds = { Uint8Array, Int32Array, Uint32Array, Float32Array, Float64Array } as const;
type Kind = keyof typeof kinds;
type Column = InstanceType<(typeof kinds)[Kind]>;
interface Stand {
  readonly column: Kind;
  readonly at: number;
  readonly length: number;
}

export const keyLength = 64;
const headLength = keyLength + 8;
const alignment = 8;
const padding = (length: number): number => (alignment - (length % alignment)) % alignment;

/** The bytes of a file in order; columns are not copied. `key` must have `keyLength` characters. */
export function encodeColumns(key: string, value: object): Uint8Array[] {
  const columns: Column[] = [];
  // Where columns begin depends on how long the text is that says so: told from where they begin among themselves.
  let at = 0;
  const shape = JSON.stringify(value, (_, part: unknown) => {
    if (!ArrayBuffer.isView(part)) return part;
    const column = part as Column;
    const stand: Stand = { column: column.constructor.name as Kind, at, length: column.length };
    if (!(stand.column in kinds)) throw new Error(`no column: ${stand.column}`);
    columns.push(column);
    at += column.byteLength + padding(column.byteLength);
    return stand;
  });
  const text = Buffer.from(shape, 'utf8');
  const lengths = Buffer.alloc(4);
  lengths.writeUInt32LE(text.length);
  const rest = [lengths, text, Buffer.alloc(padding(headLength + text.length))];
  for (const { buffer, byteOffset, byteLength } of columns)
    rest.push(Buffer.from(buffer, byteOffset, byteLength), Buffer.alloc(padding(byteLength)));
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32LE(rest.reduce((sum, chunk) => crc32(chunk, sum), 0));
  return [Buffer.from(key, 'latin1'), checksum, ...rest];
}

/** The object in a whole file's bytes; its columns are views of them. Undefined for a file of another key or a damaged one. */
export function decodeColumns(key: string, bytes: Buffer): unknown {
  if (bytes.length < headLength || bytes.toString('latin1', 0, keyLength) !== key) return undefined;
  if (crc32(bytes.subarray(keyLength + 4)) !== bytes.readUInt32LE(keyLength)) return undefined;
  const textEnd = headLength + bytes.readUInt32LE(keyLength + 4);
  const first = bytes.byteOffset + textEnd + padding(textEnd);
  const restore = (part: unknown): unknown => {
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
    if (!('column' in part)) return Object.fromEntries(Object.entries(part).map(([name, of]) => [name, restore(of)]));
    const { column, at, length } = part as Stand;
    return new kinds[column](bytes.buffer as ArrayBuffer, first + at, length);
  };
  return restore(JSON.parse(bytes.toString('utf8', headLength, textEnd)));
}
