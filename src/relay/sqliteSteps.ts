import type { Write } from './store.ts';

export type Value = string | number | null;

/** Tables whose rows are many: they are gathered and inserted many at a time. `conflict` is an upsert clause where a row may exist. */
export const gatheredTables = {
  event: { columns: 9, conflict: '' },
  reader: { columns: 3, conflict: '' },
  about: { columns: 3, conflict: '' },
  receipt: { columns: 7, conflict: '' },
  record: { columns: 8, conflict: '' },
  request: { columns: 4, conflict: 'ON CONFLICT DO UPDATE SET open = excluded.open, at = excluded.at' },
} as const;

export type TableName = keyof typeof gatheredTables;
export type RareWrite = Exclude<Write, { op: 'event' | 'receipt' | 'record' | 'request' }>;

/** A part of a batch: values of whole rows, one after the other, by table; or one change that is rare and written by itself. */
export type Step = { readonly rows: ReadonlyMap<TableName, Value[]> } | { readonly rare: RareWrite };

/**
 * Turns a batch into few steps that are cheap to hand to another thread. Rows keep their order within a table; a rare change comes after
 * all rows that were before it, since it may be about them.
 */
export function stepsOf(batch: readonly Write[]): Step[] {
  const steps: Step[] = [];
  let rows: Map<TableName, Value[]> | undefined;
  const into = (table: TableName): Value[] => {
    if (!rows) {
      rows = new Map();
      steps.push({ rows });
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
        const { team, event } = one;
        const { offset, at, type, subject, body, sealed, ref, keys } = event;
        into('event').push(team, offset, at, type, subject, body, sealed, ref, keys);
        const readers = into('reader');
        if (one.readers === 'all') readers.push(team, '*', offset);
        else for (const reader of one.readers) readers.push(team, reader, offset);
        // A record's own row leads to its event.
        if (!type.startsWith('record.')) into('about').push(team, subject, offset);
        break;
      }
      case 'receipt':
        into('receipt').push(one.team, one.member, one.stream, one.number, one.digest, one.offset, one.at);
        break;
      case 'record': {
        const { record, offset, by, kind, session, slot } = one.record;
        into('record').push(one.team, record, offset, by, kind, session, slot, one.at);
        break;
      }
      case 'request':
        into('request').push(one.team, one.request, one.open ? 1 : 0, one.at);
        break;
      default:
        rows = undefined;
        steps.push({ rare: one });
    }
  }
  return steps;
}
