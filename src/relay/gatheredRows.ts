import type { Id } from '../protocol/shapes.ts';
import { placeOf, positionText, readerChunk, receiptChunk, receiptLine } from './sqliteLayout.ts';
import type { Write } from './store.ts';

export type Value = string | number | null | Uint8Array;

/**
 * Tables whose rows are many: they are gathered and inserted many at a time. `columns` counts those after the team; `conflict` is an upsert
 * clause where a row may exist: most often what is new is added to the end of what it holds.
 */
export const gatheredTables = {
  event: { columns: 6, conflict: '' },
  reader: {
    columns: 3,
    conflict: 'ON CONFLICT DO UPDATE SET positions = CAST(positions || excluded.positions AS BLOB)',
  },
  receipt: { columns: 5, conflict: 'ON CONFLICT DO UPDATE SET lines = lines || excluded.lines, at = excluded.at' },
  request: {
    columns: 4,
    conflict:
      'ON CONFLICT DO UPDATE SET open = coalesce(excluded.open, open), at = coalesce(excluded.at, at), positions = positions || excluded.positions',
  },
  record: { columns: 7, conflict: '' },
} as const;

export type TableName = keyof typeof gatheredTables;
export type GatheredWrite = Extract<Write, { op: 'event' | 'receipt' | 'record' | 'request' }>;

export const isGathered = (write: Write): write is GatheredWrite => Object.hasOwn(gatheredTables, write.op);

/** Rows of one team, gathered from changes in their order. */
export interface Gathered {
  add(write: GatheredWrite): void;
  /** Values of whole rows without the team, one after the other, by table. */
  rows(): [TableName, Value[]][];
}

/** Rows for the team with this `number`. */
export function gatherRows(number: number): Gathered {
  const event: Value[] = [];
  const record: Value[] = [];
  const requests = new Map<Id, { open: number | null; at: number | null; positions: string }>();
  const readers = new Map<Id, { chunk: number; offsets: number[] }[]>();
  const streams = new Map<string, { member: Id; stream: Id; chunk: number; lines: string; at: number }[]>();

  const requestRow = (id: Id) => {
    let row = requests.get(id);
    if (!row) {
      row = { open: null, at: null, positions: '' };
      requests.set(id, row);
    }
    return row;
  };
  const addReader = (member: Id, offset: number) => {
    const chunks = listIn(readers, member);
    const chunk = Math.floor(offset / readerChunk);
    const last = chunks.at(-1);
    if (last?.chunk === chunk) last.offsets.push(offset % readerChunk);
    else chunks.push({ chunk, offsets: [offset % readerChunk] });
  };

  return {
    add(write) {
      switch (write.op) {
        case 'event': {
          const { offset, at, body, sealed, ref, keys } = write.event;
          event.push(placeOf(number, offset), at, body, sealed, ref, keys);
          if (write.readers === 'all') addReader('*', offset);
          else for (const reader of write.readers) addReader(reader, offset);
          if (write.request !== null) requestRow(write.request).positions += positionText(offset);
          return;
        }
        case 'receipt': {
          const { member, stream, at } = write;
          const chunks = listIn(streams, `${member}/${stream}`);
          const chunk = Math.floor(write.number / receiptChunk);
          const last = chunks.at(-1);
          if (last?.chunk === chunk) {
            last.lines += receiptLine(write);
            last.at = at;
          } else chunks.push({ member, stream, chunk, lines: receiptLine(write), at });
          return;
        }
        case 'record': {
          const { record: id, offset, by, kind, session, slot } = write.record;
          record.push(id, offset, by, kind, session, slot, write.at);
          return;
        }
        case 'request': {
          const row = requestRow(write.request);
          row.open = write.open ? 1 : 0;
          row.at = write.at;
          return;
        }
      }
    },

    rows() {
      const reader: Value[] = [];
      for (const [member, chunks] of readers)
        for (const { chunk, offsets } of chunks) reader.push(member, chunk, Uint8Array.from(offsets));
      const receipt: Value[] = [];
      for (const chunks of streams.values())
        for (const { member, stream, chunk, lines, at } of chunks) receipt.push(member, stream, chunk, lines, at);
      const request: Value[] = [];
      for (const [id, { open, at, positions }] of requests) request.push(id, open, at, positions);
      const tables: [TableName, Value[]][] = [
        ['event', event],
        ['reader', reader],
        ['receipt', receipt],
        ['request', request],
        ['record', record],
      ];
      return tables.filter(([, values]) => values.length > 0);
    },
  };
}

function listIn<V>(map: Map<string, V[]>, key: string): V[] {
  let list = map.get(key);
  if (!list) {
    list = [];
    map.set(key, list);
  }
  return list;
}
