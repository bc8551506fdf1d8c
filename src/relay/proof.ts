import { createHash, createPublicKey, timingSafeEqual, verify } from 'node:crypto';

/** The DER frame around a raw Ed25519 public key (RFC 8410). */
const ed25519Prefix = Buffer.from('302a300506032b6570032100', 'hex');

/** Whether `signature` is `key`'s over `text`. All base64url; false for anything malformed. */
export function isProved(text: string, signature: string, key: string): boolean {
  try {
    const der = Buffer.concat([ed25519Prefix, Buffer.from(key, 'base64url')]);
    const publicKey = createPublicKey({ key: der, format: 'der', type: 'spki' });
    return verify(null, Buffer.from(text), publicKey, Buffer.from(signature, 'base64url'));
  } catch {
    return false;
  }
}

/** SHA-256 of a link's or address's secret part, base64url: all the relay keeps of it. */
export function secretHash(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

/** Compares without telling by its time where the first difference is. */
export function isSameSecret(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
