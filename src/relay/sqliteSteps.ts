import type { Id } from '../protocol/shapes.ts';
import type { Write } from './store.ts';

export type Value = string | number | null;

/**
 * Tables whose rows are many: they are gathered and inserted many at a time. `columns` counts those after the team; `conflict` is an
 * upsert clause where a row may exist.
 */
export const gatheredTables = {
  event: { columns: 8, conflict: '' },
  reader: { columns: 2, conflict: '' },
  about: { columns: 2, conflict: '' },
  receipt: { columns: 6, conflict: '' },
  record: { columns: 7, conflict: '' },
  request: { columns: 3, conflict: 'ON CONFLICT DO UPDATE SET open = excluded.open, at = excluded.at' },
} as const;

export type TableName = keyof typeof gatheredTables;
export type RareWrite = Exclude<Write, { op: 'event' | 'receipt' | 'record' | 'request' }>;

/** Values of whole rows, one after the other, by table. */
export type Rows = ReadonlyMap<TableName, Value[]>;

/** A part of a batch: rows by team, or one change that is rare and written by itself. */
export type Step = { readonly teams: ReadonlyMap<Id, Rows> } | { readonly rare: RareWrite };

/**
 * Turns a batch into few steps that are cheap to hand to another thread. Rows keep their order within a table; a rare change comes after
 * all rows that were before it, since it may be about them.
 */
export function stepsOf(batch: readonly Write[]): Step[] {
  const steps: Step[] = [];
  let teams: Map<Id, Map<TableName, Value[]>> | undefined;
  const into = (team: Id, table: TableName): Value[] => {
    if (!teams) {
      teams = new Map();
      steps.push({ teams });
    }
    let rows = teams.get(team);
    if (!rows) {
      rows = new Map();
      teams.set(team, rows);
    }
    let values = rows.get(table);
    if (!values) {
      values = [];
      rows.set(table, values);
    }
    return values;
  };
  for (const one of batch) {
    switch (one.op) {
      case 'event': {
        const { offset, at, type, subject, body, sealed, ref, keys } = one.event;
        into(one.team, 'event').push(offset, at, type, subject, body, sealed, ref, keys);
        const readers = into(one.team, 'reader');
        if (one.readers === 'all') readers.push('*', offset);
        else for (const reader of one.readers) readers.push(reader, offset);
        break;
      }
      case 'receipt':
        into(one.team, 'receipt').push(one.member, one.stream, one.number, one.digest, one.offset, one.at);
        break;
      case 'record': {
        const { record, offset, by, kind, session, slot } = one.record;
        into(one.team, 'record').push(record, offset, by, kind, session, slot, one.at);
        break;
      }
      case 'request':
        into(one.team, 'request').push(one.request, one.open ? 1 : 0, one.at);
        break;
      default:
        teams = undefined;
        steps.push({ rare: one });
    }
  }
  return steps;
}

/** Rows of `about` for rows of `event`: which events a request or member has. A record's own row leads to its event. */
export function aboutRows(events: readonly Value[]): Value[] {
  const { columns } = gatheredTables.event;
  const rows: Value[] = [];
  for (let at = 0; at < events.length; at += columns) {
    if (!(events[at + 2] as string).startsWith('record.')) rows.push(events[at + 3]!, events[at]!);
  }
  return rows;
}
