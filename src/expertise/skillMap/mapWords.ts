import { displayText } from '../displayText.ts';
import { type Say, sayPlainly } from '../say.ts';
import { type Coverage, knowsLevel, type MapArea, type MapGap, type SkillMap } from './mapTypes.ts';

/** Coverage as the rest of a sentence about a place. */
export const coverageWords: Readonly<Record<Coverage, string>> = {
  0: 'nobody active knows it',
  1: 'one active person knows it',
  2: 'two active people know it',
  3: 'three or more active people know it',
};

/** Coverage where there is little room: in a legend, beside a row. */
export const coverageSteps: readonly string[] = ['nobody active', 'one person', 'two people', 'three or more'];

/** Coverage as an export names it. */
export const coverageNames: readonly string[] = ['nobody', 'one', 'two', 'three or more'];

/** `Ana`, `Ana and Ben`, `Ana, Ben and Kim`, `Ana, Ben, Kim and others`. */
export function listNames(names: readonly string[], most = 3, say: Say = sayPlainly): string {
  const shown = names.slice(0, most);
  if (names.length > most) return say('{0} and others', shown.join(', '));
  return shown.length < 2 ? (shown[0] ?? '') : say('{0} and {1}', shown.slice(0, -1).join(', '), shown.at(-1)!);
}

/** Part of a place's bytes from which a step of coverage stands for “most” of it. */
const most = 0.5;

/**
 * What the picture of an area says, in a sentence: how most of it is covered, then the largest place in it that one
 * active person knows, or knows most of, and the largest that nobody does. `away` are people to leave out, as
 * positions; `coverage` is then the files' without them, as `coverageWithout` gives it.
 */
export function mapSentence(
  map: SkillMap,
  area = 0,
  away: ReadonlySet<number> = new Set(),
  coverage: ArrayLike<number> = map.files.coverage,
  say: Say = sayPlainly,
): string {
  const { areas, files } = map;
  const inside = insideOf(areas, area);
  const bytes = [0, 0, 0, 0];
  let all = 0;
  const shares = areas.map(() => [0, 0, 0, 0] as [number, number, number, number]);
  for (let f = 0; f < files.path.length; f++) {
    if (!inside[files.area[f]]) continue;
    const size = Math.max(1, files.size[f]);
    bytes[coverage[f]] += size;
    all += size;
    for (let a = files.area[f]; a >= 0 && a !== area; a = areas[a].parent) shares[a][coverage[f] as Coverage] += size;
  }
  if (all === 0) return say('There are no files here.');
  const place = areas[area].path === '' ? say('this repository') : briefly(areas[area].path);
  const clauses: string[] = [];
  const step = bytes.findIndex((amount) => amount >= most * all);
  const few = bytes[0] + bytes[1];
  if (step === 3) clauses.push(say('Three or more people know most of {0}', place));
  else if (step === 2) clauses.push(say('Two people know most of {0}', place));
  else if (step === 1) clauses.push(say('One person alone knows most of {0}', place));
  else if (step === 0) clauses.push(say('Nobody active knows most of {0}', place));
  else
    clauses.push(
      few >= most * all
        ? say('At most one person knows most of {0}', place)
        : say('Several people know most of {0}', place),
    );
  const largest = (wanted: Coverage): number => {
    let best = -1;
    shares.forEach((share, a) => {
      const total = share[0] + share[1] + share[2] + share[3];
      const known = knowersWithout(areas[a], away);
      // A folder whose files one person each knows may be known to more as a whole; of one that somebody knows nobody says that nobody does.
      if (known !== wanted && (wanted === 0 || known === 0)) return;
      if (total > 0 && share[wanted] >= most * total && (best < 0 || total > sumOf(shares[best]))) best = a;
    });
    return best;
  };
  const alone = step === 1 ? -1 : largest(1);
  if (alone >= 0) {
    const whole = knowersWithout(areas[alone], away) === 1;
    const path = briefly(areas[alone].path);
    clauses.push(say(whole ? 'one person alone knows {0}' : 'one person alone knows most of {0}', path));
  }
  const nobody = step === 0 ? -1 : largest(0);
  if (nobody >= 0) clauses.push(say('nobody active knows {0}', briefly(areas[nobody].path)));
  return `${clauses.join('; ')}.`;
}

/** Longest path that the sentence takes whole, in characters. */
const longestPath = 40;

/** A path for the sentence: of a long one its beginning, by which one finds it in the picture, and its end. */
function briefly(path: string): string {
  const parts = path.split('/');
  const whole = path.length <= longestPath || parts.length < 4;
  return displayText(whole ? path : [...parts.slice(0, 2), '…', parts.at(-1)].join('/'));
}

/** How many active people know an area, three standing for more, when some are left out. */
export function knowersWithout({ knowsWell, knows }: MapArea, away: ReadonlySet<number>): Coverage {
  return Math.min(3, [...knowsWell, ...knows].filter((p) => !away.has(p)).length) as Coverage;
}

/** The files' coverage when some people are left out. */
export function coverageWithout({ files }: SkillMap, away: ReadonlySet<number>): Uint8Array {
  if (away.size === 0) return files.coverage;
  return Uint8Array.from(files.path, (_, f) => {
    let known = 0;
    for (let i = files.start[f]; i < files.start[f + 1] && known < 3; i++)
      if (files.level[i] >= knowsLevel && !away.has(files.person[i])) known++;
    return known;
  });
}

const sumOf = (parts: readonly number[]): number => parts.reduce((sum, part) => sum + part, 0);

/** By area: whether it is the given one or lies in it. */
export function insideOf(areas: readonly MapArea[], area: number): Uint8Array {
  const inside = new Uint8Array(areas.length);
  inside[area] = 1;
  for (let a = area + 1; a < areas.length; a++) inside[a] = areas[a].parent >= 0 ? inside[areas[a].parent] : 0;
  return inside;
}

/** A gap as a sentence: who still knows, who did, who is nearest. */
export function gapSentence(map: SkillMap, gap: MapGap, say: Say = sayPlainly): string {
  const list = (people: readonly string[]): string => listNames(people, 3, say);
  const names = (positions: readonly number[]): string[] => positions.map((p) => map.people[p].name);
  const gone = gap.knew.map((p) => `${map.people[p].name} (${map.people[p].left ?? 'left'})`);
  const parts: string[] = [];
  if (gap.kind === 'nobody')
    parts.push(gone.length ? say('Nobody active knows it; {0} did.', list(gone)) : say('Nobody active knows it.'));
  else if (gap.kind === 'one')
    parts.push(
      gone.length
        ? say('Only {0} knows it; {1} did.', names(gap.who)[0], list(gone))
        : say('Only {0} knows it.', names(gap.who)[0]),
    );
  else
    parts.push(
      gap.who.length === 1
        ? say('{0} knows it from a year ago or longer.', names(gap.who)[0])
        : say('{0} know it from a year ago or longer.', list(names(gap.who))),
    );
  const others = gap.nearest.filter((p) => !gap.learning.includes(p));
  if (gap.learning.length)
    parts.push(
      gap.learning.length === 1
        ? say('Closing: {0} is getting to know it.', names(gap.learning)[0])
        : say('Closing: {0} are getting to know it.', list(names(gap.learning))),
    );
  else if (others.length) parts.push(say('Nearest: {0}.', list(names(others))));
  return parts.join(' ');
}
