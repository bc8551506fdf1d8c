import type { TeamKnowledge } from '../../src/mentoring/teamKnowledge.ts';

/** What a test says of one person in one area: changes’ worth remembered, and changes written lately. */
export type Row = readonly [remembered: number, lately: number];

/** A team from a table of areas (rows) by members (columns). Areas change apart from each other; `others` knew more and left. */
export function teamOf(rows: Record<string, readonly Row[]>, others: Record<string, number> = {}): TeamKnowledge {
  const names = Object.keys(rows);
  const n = rows[names[0]!]!.length;
  const cells = names.flatMap((name) => rows[name]!);
  return {
    areas: names.map((name) => ({
      kind: /^[A-Z]/.test(name) ? 'language' : 'folder',
      name,
      around: -1,
      holds: 'code',
    })),
    people: Array.from({ length: n }, (_, m) => m * 10),
    remembered: Float64Array.from(cells, ([remembered]) => remembered),
    lately: Float64Array.from(cells, ([, lately]) => lately),
    all: Float64Array.from(names, (name) =>
      rows[name]!.reduce((sum, [remembered]) => sum + remembered, others[name] ?? 0),
    ),
    together: Float64Array.from({ length: names.length ** 2 }, (_, i) => (i % (names.length + 1) === 0 ? 1 : 0)),
  };
}
