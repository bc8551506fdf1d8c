/** A name and email exactly as a commit or a trailer wrote them; a trailer may lack the email (''). */
export interface Alias {
  readonly name: string;
  readonly email: string;
}

/**
 * The ways a trailer credits somebody. The order is part of the index format: append, never reorder.
 * `reviewed` also stands for lists such as `Reviewers: A <a@x>, B <b@x>`.
 */
export const creditKinds = [
  'co-author',
  'reviewed',
  'acked',
  'helped',
  'suggested',
  'mentored',
  'tested',
  'reported',
  'signed-off',
] as const;
export type CreditKind = (typeof creditKinds)[number];

/** One person named by one trailer line. */
export interface Credit {
  readonly kind: CreditKind;
  readonly alias: Alias;
}

/** What a commit did to one path. The order is part of the index format. */
export const touchKinds = ['added', 'modified', 'deleted', 'renamed'] as const;
export type TouchKind = (typeof touchKinds)[number];

/**
 * What git history says, in columns. Commits stand oldest first. Ids are positions: alias ids index `aliases`, path ids
 * index `paths`. Times are seconds since 1970 as written in the commit, so they may be negative or in the future;
 * author times are rounded, see `timeUnit`.
 *
 * Commit c touched the paths `touchPath[touchStart[c] … touchStart[c + 1] - 1]`, and its trailers credit
 * `creditAlias[creditStart[c] … creditStart[c + 1] - 1]`.
 */
export interface History {
  readonly commits: number;
  readonly authorTime: Float64Array;
  readonly commitTime: Float64Array;
  readonly author: Uint32Array;
  readonly committer: Uint32Array;
  /** Author of the merge commit that brought the commit in, plus one; 0 where no merge did. */
  readonly mergedBy: Uint32Array;
  readonly touchStart: Uint32Array;
  readonly touchPath: Uint32Array;
  /** Position in `touchKinds`. */
  readonly touchKind: Uint8Array;
  /** For a renamed touch the old path's id, else the touch's own path id. */
  readonly touchFrom: Uint32Array;
  readonly creditStart: Uint32Array;
  readonly creditAlias: Uint32Array;
  /** Position in `creditKinds`. */
  readonly creditKind: Uint8Array;
  readonly paths: readonly string[];
  readonly aliases: readonly Alias[];
}
