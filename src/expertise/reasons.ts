import type { Place, PlaceEvidence } from './evidence.ts';
import { type Say, sayPlainly } from './say.ts';
import { shortPath } from './shortPath.ts';
import { changesWord, lastWords, timesWord } from './timeWords.ts';

/** What was asked about, as the middle of a sentence says it. */
export type Subject = 'this file' | 'this folder' | 'these files' | 'this repository';

/** From which part of a place's commits somebody wrote “most” and “much” of it. */
const most = 0.5;
const much = 0.25;

/** How a sentence calls it. */
export function subjectWords(subject: Subject, say: Say = sayPlainly): string {
  if (subject === 'this file') return say('this file');
  if (subject === 'this folder') return say('this folder');
  return subject === 'these files' ? say('these files') : say('this repository');
}

/** What somebody did here, as a colleague would say it, the strongest first. `now` in seconds. */
export function fileReasons(
  evidence: PlaceEvidence,
  place: Place,
  subject: Subject,
  now: number,
  say: Say = sayPlainly,
): string[] {
  const reasons: string[] = [];
  if (evidence.wrote > 0) reasons.push(wroteWords(evidence, place, subjectWords(subject, say), say));
  const deeds = deedWords(evidence, say('here'), say);
  if (evidence.wrote === 0) reasons.push(...deeds);
  else reasons.push(...deeds.slice(0, 2));
  if (reasons.length) reasons[0] += `, ${lastWords(evidence.last, now, say)}`;
  return reasons;
}

function wroteWords({ wrote, began }: PlaceEvidence, place: Place, subject: string, say: Say): string {
  const share = wrote / Math.max(1, place.commits);
  if (wrote >= 3 && share >= most) return say('wrote most of {0}', subject);
  if (wrote >= 3 && share >= much) return say('wrote much of {0}', subject);
  if (!began) return say('changed {0} {1}', subject, timesWord(wrote, say));
  return wrote === 1
    ? say('added {0}', subject)
    : say('added {0} and changed it {1} since', subject, timesWord(wrote - 1, say));
}

/** What somebody did in a folder or another wider place; `name` is its path, or words that `say` said. */
export function placeReasons(evidence: PlaceEvidence, name: string, now: number, say: Say = sayPlainly): string[] {
  const place = say('in {0}', shortPath(name));
  const deeds = [
    ...(evidence.wrote ? [say('made {0} {1}', changesWord(evidence.wrote, say), place)] : []),
    ...deedWords(evidence, place, say),
  ];
  return deeds.slice(0, 1).map((deed) => `${deed}, ${lastWords(evidence.last, now, say)}`);
}

function deedWords({ reviewed, helped, tested, merged }: PlaceEvidence, place: string, say: Say): string[] {
  return [
    { n: reviewed, rank: reviewed, sentence: (changes: string) => say('reviewed {0} {1}', changes, place) },
    { n: helped, rank: helped, sentence: (changes: string) => say('helped with {0} {1}', changes, place) },
    { n: tested, rank: tested / 4, sentence: (changes: string) => say('tested {0} {1}', changes, place) },
    { n: merged, rank: merged / 4, sentence: (changes: string) => say('merged {0} {1}', changes, place) },
  ]
    .filter(({ n }) => n > 0)
    .sort((a, b) => b.rank - a.rank)
    .map(({ n, sentence }) => sentence(changesWord(n, say)));
}
