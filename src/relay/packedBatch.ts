import type { Id } from '../protocol/shapes.ts';
import type { Write } from './store.ts';

/**
 * A batch as one text and one list of numbers: to hand it to another thread costs a sixth of what thousands of small objects cost. Changes
 * that are rare travel as they are.
 */
export interface Packed {
  /** All strings, one after the other. */
  readonly text: string;
  /** What each change is, its numbers, and the lengths of its strings; −1 stands for null and, in a list of readers, for all. */
  readonly numbers: Float64Array;
  readonly others: readonly Write[];
}

/** What the first number of a change says that it is. */
const other = 0;
const event = 1;
const receipt = 2;
const record = 3;
const request = 4;

export function pack(batch: readonly Write[]): Packed {
  let text = '';
  const numbers: number[] = [];
  const others: Write[] = [];
  const put = (value: string | null) => {
    if (value === null) {
      numbers.push(-1);
      return;
    }
    text += value;
    numbers.push(value.length);
  };
  for (const one of batch) {
    switch (one.op) {
      case 'event': {
        const { offset, at, body, sealed, ref, keys } = one.event;
        numbers.push(event, offset, at, ref ?? -1);
        put(one.team);
        put(body);
        put(sealed);
        put(keys);
        put(one.request);
        if (one.readers === 'all') numbers.push(-1);
        else {
          numbers.push(one.readers.length);
          for (const reader of one.readers) put(reader);
        }
        break;
      }
      case 'receipt':
        numbers.push(receipt, one.number, one.offset, one.at);
        put(one.team);
        put(one.member);
        put(one.stream);
        put(one.digest);
        break;
      case 'record':
        numbers.push(record, one.record.offset, one.at);
        put(one.team);
        put(one.record.record);
        put(one.record.by);
        put(one.record.kind);
        put(one.record.session);
        put(one.record.slot);
        break;
      case 'request':
        numbers.push(request, one.open ? 1 : 0, one.at);
        put(one.team);
        put(one.request);
        break;
      default:
        numbers.push(other);
        others.push(one);
    }
  }
  return { text, numbers: Float64Array.from(numbers), others };
}

/** The batch again. */
export function unpack({ text, numbers, others }: Packed): Write[] {
  const batch: Write[] = [];
  let n = 0;
  let at = 0;
  let rare = 0;
  const number = () => numbers[n++]!;
  const maybe = () => {
    const length = number();
    if (length < 0) return null;
    at += length;
    return text.slice(at - length, at);
  };
  const string = () => maybe() as string;
  while (n < numbers.length) {
    switch (number()) {
      case event: {
        const [offset, time, ref] = [number(), number(), number()];
        const team = string();
        const stored = {
          offset,
          at: time,
          body: string(),
          sealed: maybe(),
          ref: ref < 0 ? null : ref,
          keys: maybe(),
        };
        const about = maybe();
        const count = number();
        const readers: Id[] | 'all' = count < 0 ? 'all' : Array.from({ length: count }, string);
        batch.push({ op: 'event', team, event: stored, request: about, readers });
        break;
      }
      case receipt: {
        const [count, offset, time] = [number(), number(), number()];
        batch.push({
          op: 'receipt',
          team: string(),
          member: string(),
          stream: string(),
          number: count,
          digest: string(),
          offset,
          at: time,
        });
        break;
      }
      case record: {
        const [offset, time] = [number(), number()];
        const team = string();
        const stored = {
          record: string(),
          offset,
          by: string(),
          kind: string(),
          session: maybe(),
          slot: maybe(),
        };
        batch.push({ op: 'record', team, record: stored, at: time });
        break;
      }
      case request: {
        const [open, time] = [number() === 1, number()];
        batch.push({ op: 'request', team: string(), request: string(), open, at: time });
        break;
      }
      default:
        batch.push(others[rare++]!);
    }
  }
  return batch;
}
