import { readOwnership } from '../expertise/ranking/ownership.ts';
import type { RankerOptions } from '../expertise/ranking/tables.ts';
import { exclusionsOf } from './exclusionsOf.ts';
import type { Knowledge } from './knowledge.ts';

/** How every host ranks: as of the knowledge's moment, without ignored commits and files nobody wrote, with the project's own word on owners. */
export function rankerOptions({ asOf, ignored, index }: Knowledge): RankerOptions {
  const exclude = exclusionsOf(index);
  return {
    now: asOf,
    ignoredCommits: ignored,
    ownership: readOwnership(index.state.files),
    isExcluded: (file) => {
      const why = exclude(file);
      return why !== undefined && why !== 'documentation';
    },
  };
}
