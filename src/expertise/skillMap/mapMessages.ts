import type { PackedMap } from './packedMap.ts';

/** What the host tells the page. */
export type ToPage =
  | {
      readonly type: 'map';
      readonly map: PackedMap;
      readonly title: string;
      /** Translations of what the page says, by English sentence. */
      readonly words: Readonly<Record<string, string>>;
    }
  | { readonly type: 'current'; readonly path: string | undefined }
  | { readonly type: 'show'; readonly path?: string; readonly away?: readonly string[] }
  | { readonly type: 'failed'; readonly message: string };

/** What the page asks of the host; anything else is dropped. Paths are relative to the repository's top. */
export type FromPage =
  | { readonly type: 'ready' }
  | { readonly type: 'ask'; readonly path: string }
  | { readonly type: 'open'; readonly path: string; readonly isFile: boolean }
  /** `from`: the first day they are away, as `2026-12-21`. */
  | { readonly type: 'plan'; readonly away: readonly string[]; readonly from?: string };

/** Longest list of people in a message. */
const mostAway = 200;

/** A message of the page in its declared shape; undefined for anything else. */
export function readMessage(received: unknown): FromPage | undefined {
  if (typeof received !== 'object' || received === null) return undefined;
  const { type, path, isFile, away, from } = received as Record<string, unknown>;
  if (type === 'ready') return { type };
  if (type === 'ask' && typeof path === 'string') return { type, path };
  if (type === 'open' && typeof path === 'string' && typeof isFile === 'boolean') return { type, path, isFile };
  if (type === 'plan' && Array.isArray(away) && away.length <= mostAway && away.every((who) => typeof who === 'string'))
    return typeof from === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(from) ? { type, away, from } : { type, away };
  return undefined;
}
