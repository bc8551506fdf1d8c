import * as z from 'zod';
import { limits } from './limits.ts';

/** 16 random bytes in base64url: the form of every id. */
export const id = z.string().regex(/^[A-Za-z0-9_-]{22}$/);
/** A 32-byte public key or hash in base64url. */
export const key = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
/** A 64-byte Ed25519 signature in base64url. */
export const signature = z.string().regex(/^[A-Za-z0-9_-]{86}$/);
/** Content that only its readers can open: nonce and ciphertext in base64url. */
export const sealed = z
  .string()
  .max(limits.sealedBytes.value)
  .regex(/^[A-Za-z0-9_-]+$/);
/** A content key sealed to one reader's box key: 80 bytes in base64url. */
export const wrapped = z.string().regex(/^[A-Za-z0-9_-]{107}$/);
/** Milliseconds since 1970 by the relay's clock. */
export const time = z.int().nonnegative();
/** A duration in milliseconds. */
export const duration = z.int().nonnegative();
/** Command id: `<stream>.<number>`, numbers rising within a stream. */
export const commandId = z.string().regex(/^[A-Za-z0-9_-]{22}\.[1-9][0-9]{0,14}$/);
/** The kind of a record's content: see kinds.ts. */
export const kind = z.string().regex(/^[a-z][a-z-]{0,31}$/);
/** Reader → wrapped content key. */
export const wrappedKeys = z.record(id, wrapped);

export type Id = string;
