import { decode, encode, hashText, randomText } from './sealing.ts';
import type { Id } from './shapes.ts';
import { sodium } from './sodium.ts';

/** A member's own keys, the same on all of their machines. Ed25519 signs content, X25519 opens it. Base64url. */
export interface MemberKeys {
  readonly signKey: string;
  readonly signSecret: string;
  readonly boxKey: string;
  readonly boxSecret: string;
}

/** One machine's own Ed25519 key pair, with which it proves itself to the relay. */
export interface DeviceKeys {
  readonly device: Id;
  readonly deviceKey: string;
  readonly deviceSecret: string;
}

/** Fresh keys of a new member. */
export function createMemberKeys(): MemberKeys {
  const sign = sodium().crypto_sign_keypair();
  const box = sodium().crypto_box_keypair();
  return {
    signKey: encode(sign.publicKey),
    signSecret: encode(sign.privateKey),
    boxKey: encode(box.publicKey),
    boxSecret: encode(box.privateKey),
  };
}

/** Fresh keys of a machine. */
export function createDeviceKeys(): DeviceKeys {
  const sign = sodium().crypto_sign_keypair();
  return { device: randomText(16), deviceKey: encode(sign.publicKey), deviceSecret: encode(sign.privateKey) };
}

/** Signs `text` with an Ed25519 secret; base64url. */
export function sign(text: string, secret: string): string {
  return encode(sodium().crypto_sign_detached(sodium().from_string(text), decode(secret)));
}

/** Whether `signature` is `key`'s over `text`; false also for malformed keys and signatures. */
export function isSigned(text: string, signature: string, key: string): boolean {
  try {
    return sodium().crypto_sign_verify_detached(decode(signature), sodium().from_string(text), decode(key));
  } catch {
    return false;
  }
}

/** What an author signs for sealed content: the sealed bytes themselves, so that the relay can hold the name back until acceptance. */
export function contentText(context: string, sealed: string): string {
  return ['whoknows/1/content', context, hashText(sealed)].join('\n');
}

/** Says what sealed content is: `request`, or a record's kind, with its team and id. */
export function contentContext(team: Id, kind: string, id: Id): string {
  return `whoknows/1/${kind}/${team}/${id}`;
}

/** The team key's halves: never the same key for two purposes. BLAKE2b as key derivation, keyed with the team key. */
export function teamSubkey(teamKey: string, purpose: 'voucher' | 'email' | 'content' | 'label' | 'slot'): string {
  return hashText(`whoknows/1/${purpose}`, teamKey);
}

/** The team key's word that these public keys are this member's. The relay cannot make one, as it never has the team key. */
export function voucherFor(teamKey: string, member: { member: Id; signKey: string; boxKey: string }): string {
  return hashText([member.member, member.signKey, member.boxKey].join('\n'), teamSubkey(teamKey, 'voucher'));
}

/** The keyed hash under which a git email is known to the team; case and surrounding space do not matter. */
export function emailHash(teamKey: string, email: string): string {
  return hashText(email.trim().toLowerCase(), teamSubkey(teamKey, 'email'));
}

/** Twelve letters and digits that two people compare by voice before one vouches for the other (60 bits). */
export function keyCode(member: { signKey: string; boxKey: string }): string {
  const alphabet = 'abcdefghijkmnpqrstuvwxyz23456789';
  const bytes = decode(hashText([member.signKey, member.boxKey].join('\n')));
  const letters = Array.from(bytes.subarray(0, 12), (byte) => alphabet[byte & 31]);
  return [letters.slice(0, 4), letters.slice(4, 8), letters.slice(8)].map((part) => part.join('')).join('-');
}
