import type { SkillMap } from '../expertise/skillMap/mapTypes.ts';
import { coverageWords, listNames } from '../expertise/skillMap/mapWords.ts';
import type { TreeNode } from './fileTree.ts';
import { peopleWords } from './mapTables.ts';
import { say } from './say.ts';

/**
 * What a node of the picture says: who knows it, without those who are `away`, or that nobody does. `coverage` is the files'
 * without them; `area` is the area that stands for a folder.
 */
export function nodeWords(
  map: SkillMap,
  { file }: TreeNode,
  area: number | undefined,
  away: ReadonlySet<number>,
  coverage: ArrayLike<number>,
): string {
  if (file !== undefined) {
    const { start, person, level } = map.files;
    const people: { knowsWell: number[]; knows: number[] } = { knowsWell: [], knows: [] };
    for (let i = start[file]!; i < start[file + 1]!; i++) {
      if (level[i] === 3) people.knowsWell.push(person[i]!);
      else if (level[i] === 2) people.knows.push(person[i]!);
    }
    return peopleWords(map, people, away) || say(coverageWords[coverage[file] as 0 | 1 | 2 | 3]);
  }
  if (area === undefined) return say('folder');
  const known = map.areas[area]!;
  const learning = known.learning.filter((p) => !away.has(p)).map((p) => map.people[p]!.name);
  const closing =
    learning.length === 0
      ? ''
      : learning.length === 1
        ? `; ${say('{0} is getting to know it', learning[0]!)}`
        : `; ${say('{0} are getting to know it', listNames(learning, 3, say))}`;
  const names = peopleWords(map, known.knowsWell.length ? { knowsWell: known.knowsWell, knows: [] } : known, away);
  if (names) return names + closing;
  const gone = known.knew.length
    ? say(
        'nobody active knows it; {0} did',
        known.knew.map((p) => `${map.people[p]!.name} (${map.people[p]!.left})`).join(', '),
      )
    : say(coverageWords[0]);
  return gone + closing;
}
