import type { Place, PlaceEvidence } from './evidence.ts';
import { shortPath } from './shortPath.ts';
import { countOf, lastWords, timesWord } from './timeWords.ts';

/** What was asked about, as the middle of a sentence says it. */
export type Subject = 'this file' | 'this folder' | 'these files' | 'this repository';

/** From which part of a place's commits somebody wrote “most” and “much” of it. */
const most = 0.5;
const much = 0.25;

/** What somebody did here, as a colleague would say it, the strongest first. `now` in seconds. */
export function fileReasons(evidence: PlaceEvidence, place: Place, subject: Subject, now: number): string[] {
  const last = lastWords(evidence.last, now);
  const reasons: string[] = [];
  const share = evidence.wrote / Math.max(1, place.commits);
  if (evidence.wrote > 0) {
    const wrote =
      evidence.wrote >= 3 && share >= most
        ? `wrote most of ${subject}`
        : evidence.wrote >= 3 && share >= much
          ? `wrote much of ${subject}`
          : evidence.began && evidence.wrote === 1
            ? `added ${subject}`
            : evidence.began
              ? `added ${subject} and changed it ${timesWord(evidence.wrote - 1)} since`
              : `changed ${subject} ${timesWord(evidence.wrote)}`;
    reasons.push(wrote);
  }
  const deeds = deedWords(evidence, 'here');
  if (evidence.wrote === 0) reasons.push(...deeds);
  else reasons.push(...deeds.slice(0, 2));
  if (reasons.length) reasons[0] += `, ${last}`;
  return reasons;
}

/** What somebody did in a folder or another wider place. */
export function placeReasons(evidence: PlaceEvidence, name: string, now: number): string[] {
  const place = `in ${shortPath(name)}`;
  const deeds = [
    ...(evidence.wrote ? [`made ${countOf(evidence.wrote, 'change')} ${place}`] : []),
    ...deedWords(evidence, place),
  ];
  return deeds.slice(0, 1).map((deed) => `${deed}, ${lastWords(evidence.last, now)}`);
}

function deedWords({ reviewed, helped, tested, merged }: PlaceEvidence, place: string): string[] {
  return [
    ...(reviewed ? [{ n: reviewed, words: `reviewed ${countOf(reviewed, 'change')} ${place}` }] : []),
    ...(helped ? [{ n: helped, words: `helped with ${countOf(helped, 'change')} ${place}` }] : []),
    ...(tested ? [{ n: tested / 4, words: `tested ${countOf(tested, 'change')} ${place}` }] : []),
    ...(merged ? [{ n: merged / 4, words: `merged ${countOf(merged, 'change')} ${place}` }] : []),
  ]
    .sort((a, b) => b.n - a.n)
    .map(({ words }) => words);
}
