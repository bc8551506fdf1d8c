import { type Say, sayPlainly } from '../expertise/say.ts';
import { knowsFrom } from '../expertise/suggestion.ts';
import { areaName } from './areaNames.ts';
import type { Teaching } from './teaching.ts';

/** What peers cannot teach, and what could close it. Names nobody. */
export interface Unteachable {
  readonly area: number;
  readonly because: 'worked on' | 'asked about';
  readonly needs: 'training' | 'documentation' | 'hiring';
  readonly sentence: string;
}

/** People who work in an area that nobody knows from which it is worth somebody who does. */
const hiringFrom = 3;

/**
 * Areas and languages that are worked on now or were asked about, where nobody active has evidence of knowing. A language is a matter of
 * training; a place in this code, which no course teaches, of what is written down; where many work in it without anybody who ever knew
 * it, of hiring. `asked`: areas that somebody asked about lately.
 */
export function findUnteachable(
  teaching: Teaching,
  asked: ReadonlySet<number> = new Set(),
  say: Say = sayPlainly,
): Unteachable[] {
  const { team } = teaching;
  const n = team.people.length;
  const found: (Unteachable & { work: number })[] = [];
  team.areas.forEach((area, a) => {
    let [work, workers, remembered] = [0, 0, 0];
    for (let m = 0; m < n; m++) {
      if (teaching.teaches(m, a)) return;
      const lately = team.lately[a * n + m]!;
      work += lately;
      remembered += team.remembered[a * n + m]!;
      if (lately > 0) workers++;
    }
    if (work === 0 && !asked.has(a)) return;
    const others = team.all[a]! - remembered;
    const needs =
      area.kind === 'language' ? 'training' : others < knowsFrom && workers >= hiringFrom ? 'hiring' : 'documentation';
    const because = asked.has(a) ? 'asked about' : 'worked on';
    found.push({
      area: a,
      because,
      work,
      ...needOf(areaName(area, team.areas, say), because, needs, others >= knowsFrom, say),
    });
  });
  return found
    .sort(
      (x, y) =>
        Number(y.because === 'asked about') - Number(x.because === 'asked about') || y.work - x.work || x.area - y.area,
    )
    .map(({ work: _, ...rest }) => rest);
}

/** A need with its sentence. `area`: as a sentence calls it; `wasKnown`: people outside the team have evidence. */
export function needOf(
  area: string,
  because: Unteachable['because'],
  needs: Unteachable['needs'],
  wasKnown: boolean,
  say: Say,
): Pick<Unteachable, 'needs' | 'sentence'> {
  const remedy = remedyOf(needs, wasKnown, say);
  const sentence =
    because === 'asked about'
      ? say('{0} is asked about, and nobody active knows it: {1}.', area, remedy)
      : say('{0} is worked on, and nobody active knows it: {1}.', area, remedy);
  return { needs, sentence };
}

function remedyOf(needs: Unteachable['needs'], wasKnown: boolean, say: Say): string {
  if (needs === 'training') return say('a course or a book would help');
  if (needs === 'hiring') return say('several people work in it, so somebody who knows it would be worth finding');
  return wasKnown
    ? say('people who are not in this team knew it, so what they wrote is worth collecting into a page')
    : say('whoever works in it finds out alone, so a page written on the way would help the next');
}
