import type { SkillMap } from './mapTypes.ts';

/** What the host tells the page. */
export type ToPage =
  | { readonly type: 'map'; readonly map: SkillMap; readonly title: string }
  | { readonly type: 'current'; readonly path: string | undefined }
  | { readonly type: 'show'; readonly path?: string; readonly away?: readonly string[] }
  | { readonly type: 'failed'; readonly message: string };

/** What the page asks of the host; anything else is dropped. Paths are relative to the repository's top. */
export type FromPage =
  | { readonly type: 'ready' }
  | { readonly type: 'ask'; readonly path: string }
  | { readonly type: 'open'; readonly path: string; readonly isFile: boolean }
  | { readonly type: 'plan'; readonly away: readonly string[] };
