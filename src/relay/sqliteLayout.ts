import type { Id } from '../protocol/shapes.ts';

// How rows are laid out in the SQLite file: what was added together lies together, and what is small shares a row.

/**
 * Events of all teams lie in one row-id table, those of one team one after the other, so that new ones are appended: a row of the middle of a
 * B-tree costs twice as much and leaves half-filled pages. There is room for 131,072 teams.
 */
const placesPerTeam = 2 ** 36;

/** Where the event at `offset` of the team with this `number` lies. */
export const placeOf = (number: number, offset: number): number => number * placesPerTeam + offset;
/** The first place of a team's events, and the one after its last. */
export const placesOf = (number: number): [number, number] => [placeOf(number, 0), placeOf(number, placesPerTeam)];
export const offsetOf = (place: number): number => place % placesPerTeam;

/** So many offsets share a row of `reader`, each as one byte: what it is above the row's first. */
export const readerChunk = 256;

/** So many numbers of a stream share a row of `receipt`, a line each. */
export const receiptChunk = 16;

export interface Receipt {
  readonly number: number;
  readonly digest: string;
  readonly offset: number;
  readonly at: number;
}

export const receiptLine = ({ number, digest, offset, at }: Receipt): string => `${number} ${digest} ${offset} ${at}\n`;

/** The receipts of one row. */
export function receiptsOf(lines: string): Receipt[] {
  return lines
    .split('\n')
    .slice(0, -1)
    .map((line) => {
      const [number, digest, offset, at] = line.split(' ') as [string, string, string, string];
      return { number: Number(number), digest, offset: Number(offset), at: Number(at) };
    });
}

/** Offsets of a request's events, as `request.positions` holds them. */
export const positionsOf = (text: string): number[] => text.split(' ').slice(0, -1).map(Number);
export const positionText = (offset: number): string => `${offset} `;

/** Finds the number of a team with `look`, once. */
export function createTeamNumbers(look: (team: Id) => number | undefined) {
  const known = new Map<Id, number>();
  return {
    /** Undefined where there is no such team. */
    of(team: Id): number | undefined {
      let number = known.get(team);
      if (number === undefined) {
        number = look(team);
        if (number !== undefined) known.set(team, number);
      }
      return number;
    },
    /** After something was rolled back, which may have been a new team. */
    forget: () => known.clear(),
  };
}
