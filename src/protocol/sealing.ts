import type { Id } from './shapes.ts';
import { loadSodium, sodium } from './sodium.ts';

/** Content as it travels: ciphertext, and its key wrapped for each reader. */
export interface SealedContent {
  readonly sealed: string;
  readonly keys: Readonly<Record<Id, string>>;
}

/** Somebody to seal for. */
export interface Reader {
  readonly member: Id;
  readonly boxKey: string;
}

/** The two halves of a member's box key pair, base64url. */
export interface BoxKeys {
  readonly boxKey: string;
  readonly boxSecret: string;
}

/** Must have resolved once before any function of this file, identity.ts or a client is used. */
export function loadSealing(): Promise<void> {
  return loadSodium();
}

/**
 * Seals `value` (JSON) for `readers`: XChaCha20-Poly1305 with a fresh key, the key in a libsodium sealed box for each reader. `context`
 * says what the content is and is authenticated with it, so that it cannot be shown as something else. Sizes are rounded up to 256 bytes.
 */
export function sealFor(
  teamContentKey: string,
  readers: readonly Reader[],
  context: string,
  value: unknown,
): SealedContent & { contentKey: string } {
  const contentKey = encode(sodium().crypto_aead_xchacha20poly1305_ietf_keygen());
  const sealed = sealWith(mixedKey(teamContentKey, contentKey), context, value);
  return { sealed, keys: wrapFor(readers, contentKey), contentKey };
}

/**
 * The key that seals content for named readers: the fresh key, mixed with the team's. Box keys are public, so without this the relay could
 * seal a forged question of a hidden asker to somebody; with it only members can.
 */
export function mixedKey(teamContentKey: string, contentKey: string): string {
  return hashText(contentKey, teamContentKey);
}

/** Wraps a content key for further readers; who has said a box key that is none is left out. */
export function wrapFor(readers: readonly Reader[], contentKey: string): Record<Id, string> {
  const plain = decode(contentKey);
  const keys: Record<Id, string> = {};
  for (const { member, boxKey } of readers) {
    try {
      keys[member] = encode(sodium().crypto_box_seal(plain, decode(boxKey)));
    } catch {
      // One member’s bad key must not keep everybody from asking everybody.
    }
  }
  return keys;
}

/** The content key inside `wrapped`, or undefined if it was not wrapped for these keys. */
export function unwrap(wrapped: string, keys: BoxKeys): string | undefined {
  try {
    return encode(sodium().crypto_box_seal_open(decode(wrapped), decode(keys.boxKey), decode(keys.boxSecret)));
  } catch {
    return undefined;
  }
}

/** Seals `value` with a key both ends have: a content key, the team key's `content` half, or a device link's key. */
export function sealWith(key: string, context: string, value: unknown): string {
  const nonce = randomBytes(sodium().crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
  const plain = sodium().pad(sodium().from_string(JSON.stringify(value)), 256);
  const cipher = sodium().crypto_aead_xchacha20poly1305_ietf_encrypt(
    plain,
    sodium().from_string(context),
    null,
    nonce,
    decode(key),
  );
  return encode(joined(nonce, cipher));
}

/** The value inside `sealed`, or undefined if key or context do not fit or somebody changed a byte. */
export function openWith(key: string, context: string, sealed: string): unknown {
  try {
    const bytes = decode(sealed);
    const split = sodium().crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
    const plain = sodium().crypto_aead_xchacha20poly1305_ietf_decrypt(
      null,
      bytes.subarray(split),
      sodium().from_string(context),
      bytes.subarray(0, split),
      decode(key),
    );
    return JSON.parse(sodium().to_string(sodium().unpad(plain, 256)));
  } catch {
    return undefined;
  }
}

/** The key that two members share without a word (X25519); seals live frames, in which only these two can have written. Undefined where theirs is no key. */
export function pairKey(theirBoxKey: string, mine: BoxKeys): Uint8Array | undefined {
  try {
    return sodium().crypto_box_beforenm(decode(theirBoxKey), decode(mine.boxSecret));
  } catch {
    return undefined;
  }
}

/** Seals a live frame's content for the other of a pair. */
export function sealLive(shared: Uint8Array, value: unknown): string {
  const nonce = randomBytes(sodium().crypto_box_NONCEBYTES);
  const plain = sodium().pad(sodium().from_string(JSON.stringify(value)), 64);
  return encode(joined(nonce, sodium().crypto_box_easy_afternm(plain, nonce, shared)));
}

/** The value inside a live frame, or undefined if it is not from the other of the pair. */
export function openLive(shared: Uint8Array, sealed: string): unknown {
  try {
    const bytes = decode(sealed);
    const split = sodium().crypto_box_NONCEBYTES;
    const plain = sodium().crypto_box_open_easy_afternm(bytes.subarray(split), bytes.subarray(0, split), shared);
    return JSON.parse(sodium().to_string(sodium().unpad(plain, 64)));
  } catch {
    return undefined;
  }
}

/** `bytes` fresh random bytes in base64url. */
export function randomText(bytes: number): string {
  return encode(randomBytes(bytes));
}

/**
 * An id whose first six bytes are the time (ms) and whose other ten are random: ids made together stand together in the relay's tables,
 * which then write a third of the pages. The time says nothing that the relay does not see anyway.
 */
export function timedId(now: number): string {
  const bytes = randomBytes(16);
  for (let i = 5, rest = now; i >= 0; i--, rest = Math.floor(rest / 256)) bytes[i] = rest % 256;
  return encode(bytes);
}

/** BLAKE2b-256 of `text`, keyed if `key` is given, base64url. */
export function hashText(text: string, key?: string): string {
  return encode(sodium().crypto_generichash(32, sodium().from_string(text), key === undefined ? null : decode(key)));
}

/** Straight from where libsodium takes them too: by way of it, 16 bytes were measured to take 42 µs instead of 2. */
function randomBytes(count: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(count));
}

export function encode(bytes: Uint8Array): string {
  return sodium().to_base64(bytes, sodium().base64_variants.URLSAFE_NO_PADDING);
}

export function decode(text: string): Uint8Array {
  return sodium().from_base64(text, sodium().base64_variants.URLSAFE_NO_PADDING);
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(a.length + b.length);
  bytes.set(a);
  bytes.set(b, a.length);
  return bytes;
}
