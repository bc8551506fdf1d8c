import { createExclusions, type Exclusion } from '../expertise/exclusions.ts';
import type { RepositoryIndex } from '../git/repositoryIndex.ts';

const name = '.gitattributes';

/** Why a path of this repository tells little about who knows what, by Linguist's rules and all its `.gitattributes` files. */
export function exclusionsOf({ state }: Pick<RepositoryIndex, 'state'>): (path: string) => Exclusion | undefined {
  const nested = new Map<string, string>();
  for (const [path, file] of Object.entries(state.files))
    if (file && path.endsWith(`/${name}`)) nested.set(path.slice(0, -name.length - 1), file.text);
  return createExclusions(state.files[name]?.text, nested);
}
