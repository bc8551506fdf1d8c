import { displayText } from '../expertise/displayText.ts';
import type { Say } from '../expertise/say.ts';
import type { TeamArea } from './teamKnowledge.ts';

type Named = Pick<TeamArea, 'kind' | 'name'>;

/** Folders of a path that a sentence takes whole; of deeper ones it names the first and the last. */
const mostFolders = 5;
const [firstFolders, lastFolders] = [3, 2];

/** How an area is called in a sentence, safe for a screen: `streams/src/main/…/streams/state` where the whole path would fill it. */
export function areaName(area: Named, among: readonly Named[], say: Say): string {
  if (area.kind === 'language') return displayText(area.name);
  if (area.name === '') return say('the top folder');
  const short = shortPath(area.name);
  const isClear = among.every((other) => other.name === area.name || shortPath(other.name) !== short);
  return displayText(isClear ? short : area.name);
}

function shortPath(path: string): string {
  const parts = path.split('/');
  if (parts.length <= mostFolders) return path;
  return [...parts.slice(0, firstFolders), '…', ...parts.slice(-lastFolders)].join('/');
}
