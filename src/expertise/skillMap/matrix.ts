import { isPlace } from './isPlace.ts';
import { knowsLevel, knowsWellLevel, type PlacePeople, type SkillMap, touchedLevel } from './mapTypes.ts';
import { seriate } from './seriation.ts';

/** People by areas or languages. Ordered so that structure shows, never by amount. */
export interface Matrix {
  /** Positions in the map's people. */
  readonly people: readonly number[];
  readonly columns: readonly { readonly label: string; readonly path?: string }[];
  /** By row and column: 0 or a level, see `levelNames`. */
  readonly cells: readonly (readonly number[])[];
}

/** Columns and rows that still can be read; areas are chosen by how much they are worked on, people by knowing one of them. */
const mostColumns = 48;
const mostRows = 150;

export function areaMatrix(map: SkillMap): Matrix {
  const chosen = map.areas
    .map((area, a) => ({ area, a }))
    .filter(
      ({ area, a }) => isPlace(map, a) && area.children.length === 0 && area.knowsWell.length + area.knows.length > 0,
    )
    .sort((x, y) => y.area.current - x.area.current || x.a - y.a)
    .slice(0, mostColumns)
    .sort((x, y) => x.a - y.a);
  const columns = chosen.map(({ area }) => ({ label: area.path || '.', path: area.path }));
  return order(
    chosen.map(({ area }) => area),
    columns,
  );
}

export function languageMatrix(map: SkillMap): Matrix {
  const chosen = map.languages.filter(({ knowsWell, knows }) => knowsWell.length + knows.length > 0);
  return order(
    chosen.map(({ knowsWell, knows }) => ({ knowsWell, knows, hasTouched: [] })),
    chosen.map(({ name }) => ({ label: name })),
  );
}

function order(places: readonly PlacePeople[], columns: Matrix['columns']): Matrix {
  const known = new Set(places.flatMap(({ knowsWell, knows }) => [...knowsWell, ...knows]));
  // Where there are more people than rows, those stay who know something well; within a level, by name.
  const well = new Set(places.flatMap(({ knowsWell }) => knowsWell));
  const everybody = [...known].sort((a, b) => Number(well.has(b)) - Number(well.has(a)) || a - b);
  const people = everybody.slice(0, mostRows).sort((a, b) => a - b);
  const rowOf = new Map(people.map((p, row) => [p, row]));
  const cells = people.map(() => new Array<number>(places.length).fill(0));
  places.forEach(({ knowsWell, knows, hasTouched }, column) => {
    for (const [list, level] of [
      [hasTouched, touchedLevel],
      [knows, knowsLevel],
      [knowsWell, knowsWellLevel],
    ] as const)
      for (const p of list) {
        const row = rowOf.get(p);
        if (row !== undefined) cells[row][column] = level;
      }
  });
  const rows = seriate(cells);
  const across = seriate(places.map((_, column) => cells.map((row) => row[column])));
  return {
    people: rows.map((row) => people[row]),
    columns: across.map((column) => columns[column]),
    cells: rows.map((row) => across.map((column) => cells[row][column])),
  };
}
