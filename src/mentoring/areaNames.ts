import { displayText } from '../expertise/displayText.ts';
import type { Say } from '../expertise/say.ts';
import { shortPath } from '../expertise/shortPath.ts';
import type { TeamArea } from './teamKnowledge.ts';

type Named = Pick<TeamArea, 'kind' | 'name'>;

/** How an area is called in a sentence, safe for a screen. A path is shortened unless another of `among` would be called the same. */
export function areaName(area: Named, among: readonly Named[], say: Say): string {
  if (area.kind === 'language') return displayText(area.name);
  if (area.name === '') return say('the top folder');
  const short = shortPath(area.name);
  const isClear = among.every((other) => other.name === area.name || shortPath(other.name) !== short);
  return isClear ? short : displayText(area.name);
}
