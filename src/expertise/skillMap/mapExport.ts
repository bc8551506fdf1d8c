import type { MapGap, PlacePeople, SkillMap } from './mapTypes.ts';
import { coverageNames, gapSentence, mapSentence } from './mapWords.ts';

/**
 * A map as JSON for other programs: places with the people of each level, by name. There is nothing in it that adds up over
 * a person, and nobody is listed with all they do.
 */
export function mapToJson(map: SkillMap): object {
  const name = (p: number) => personOf(map, p);
  const people = ({ knowsWell, knows, hasTouched }: PlacePeople) => ({
    knowsWell: knowsWell.map(name),
    knows: knows.map(name),
    hasTouched: hasTouched.map(name),
  });
  return {
    asOf: new Date(map.asOf * 1000).toISOString(),
    sentence: mapSentence(map),
    areas: map.areas.map((area) => ({
      path: area.path,
      files: area.files,
      bytes: area.bytes,
      coverage: coverageNames[area.coverage],
      fading: area.fading,
      pace: area.pace,
      ...people(area),
      knew: area.knew.map((p) => ({ ...personOf(map, p), left: map.people[p].left })),
    })),
    languages: map.languages.map(({ name: language, files, bytes, coverage, pace, knowsWell, knows }) => ({
      name: language,
      files,
      bytes,
      coverage: coverageNames[coverage],
      pace,
      knowsWell: knowsWell.map(name),
      knows: knows.map(name),
    })),
    gaps: map.gaps.map((gap) => gapToJson(map, gap)),
    ...(map.notes.length ? { notes: map.notes } : {}),
  };
}

export function gapToJson(map: SkillMap, gap: MapGap): object {
  return {
    path: gap.path,
    kind: gap.kind,
    pace: gap.pace,
    who: gap.who.map((p) => personOf(map, p)),
    knew: gap.knew.map((p) => ({ ...personOf(map, p), left: map.people[p].left })),
    nearest: gap.nearest.map((p) => personOf(map, p)),
    learning: gap.learning.map((p) => personOf(map, p)),
    says: gapSentence(map, gap),
    ...(gap.asked === undefined ? {} : { asked: gap.asked }),
  };
}

const personOf = ({ people }: SkillMap, p: number): { name: string; email: string } => ({
  name: people[p].name,
  email: people[p].email,
});

/** A map as CSV: one line per area and person, by path and name. */
export function mapToCsv(map: SkillMap): string {
  const lines = [['area', 'coverage', 'pace', 'person', 'email', 'level']];
  for (const area of map.areas) {
    const rows = [
      ...area.knowsWell.map((p) => ({ p, level: 'knows well' })),
      ...area.knows.map((p) => ({ p, level: 'knows' })),
      ...area.hasTouched.map((p) => ({ p, level: 'has touched' })),
    ].sort((a, b) => a.p - b.p);
    const place = [area.path || '.', coverageNames[area.coverage], area.pace];
    if (rows.length === 0) lines.push([...place, '', '', '']);
    for (const { p, level } of rows) lines.push([...place, map.people[p].name, map.people[p].email, level]);
  }
  return lines.map((cells) => cells.map(csvCell).join(',')).join('\r\n');
}

/** Quoted where needed. A cell that a spreadsheet would run as a formula gets an apostrophe: names come from strangers. */
function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
