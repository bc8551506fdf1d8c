import { findDepartures } from '../../src/expertise/departures.ts';
import { createExclusions } from '../../src/expertise/exclusions.ts';
import { followFiles } from '../../src/expertise/files.ts';
import type { History } from '../../src/expertise/history.ts';
import { resolvePeople } from '../../src/expertise/people.ts';
import { collectDeeds } from '../../src/expertise/ranking/deeds.ts';
import type { SkillMap } from '../../src/expertise/skillMap/mapTypes.ts';
import { buildSkillMap } from '../../src/expertise/skillMap/skillMap.ts';

/** A map of so many files that 1,000 people worked on. The same on every run. */
export function madeUpMap(files: number): SkillMap {
  return prepareMadeUpMap(files)();
}

/** The same, with people found already, as in a loaded index; each call makes the map anew. */
export function prepareMadeUpMap(files: number): () => SkillMap {
  const { history, now } = madeUpHistory(files, 60_000, 1_000);
  const people = resolvePeople(history.aliases);
  const exclude = createExclusions();
  return () =>
    buildSkillMap({
      history,
      people,
      files: followFiles(history),
      departures: findDepartures(history, people, collectDeeds(history, people, { now }), now),
      tip: history.paths.map((path, i) => ({ path, size: 500 + ((i * 7919) % 20_000) })),
      now,
      isExcluded: (path) => exclude(path) !== undefined,
    });
}

/** A history with neighbourhoods: each author works mostly in a few folders. The same on every run. */
export function madeUpHistory(
  paths: number,
  commits: number,
  authors: number,
): { readonly history: History; readonly now: number } {
  let seed = 42;
  const random = (n: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff;
    return seed % n;
  };
  const names = Array.from(
    { length: paths },
    (_, i) => `pkg${Math.floor(i / 1500)}/src/mod${Math.floor(i / 15) % 100}/file${i}.ts`,
  );
  const perCommit = 4;
  const now = 1_760_000_000;
  const touches = commits * perCommit;
  const times = Float64Array.from({ length: commits }, (_, c) => now - (commits - c) * 1500);
  const author = Uint32Array.from({ length: commits }, () => random(authors));
  const touchPath = Uint32Array.from({ length: touches }, (_, t) => {
    const home = author[Math.floor(t / perCommit)]! * 97;
    return (home + random(600) * 13) % paths;
  });
  return {
    now,
    history: {
      commits,
      authorTime: times,
      commitTime: times,
      author,
      committer: author,
      mergedBy: new Uint32Array(commits),
      touchStart: Uint32Array.from({ length: commits + 1 }, (_, c) => c * perCommit),
      touchPath,
      touchKind: new Uint8Array(touches).fill(1),
      touchFrom: touchPath,
      creditStart: new Uint32Array(commits + 1),
      creditAlias: new Uint32Array(0),
      creditKind: new Uint8Array(0),
      paths: names,
      aliases: Array.from({ length: authors }, (_, i) => ({ name: `Person Number${i}`, email: `p${i}@example.com` })),
    },
  };
}
