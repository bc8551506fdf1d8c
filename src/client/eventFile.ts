import { appendFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { replaceFile } from './replaceFile.ts';

/** A relay's cursor: which database lineage, and how far. */
export interface Cursor {
  readonly epoch: string;
  readonly offset: number;
}

/** The team's events that this member has seen, as they came (content sealed), so that a start needs only what is new. */
export interface EventFile {
  /**
   * What is kept: frames by rising offset, each once, and where to go on. Records that were replaced or erased since are left out: most of a
   * long-lived team's are, and each costs a signature. Undefined if there is nothing.
   */
  load(): { cursor: Cursor; frames: string[] } | undefined;
  append(frames: readonly string[]): void;
  /** Notes that everything up to `cursor` was seen, also where nothing of it was for this member. */
  mark(cursor: Cursor): void;
  /** Forgets everything and begins with `epoch`. */
  reset(epoch: string): void;
  remove(): void;
}

/**
 * A text file: a line `{"epoch":…}`, then frames, then marks. Several processes may append to it at once; a line that a crash has
 * torn, and lines that are there twice, are left out when it is read. Where the disk refuses, nothing is kept from then on: a later line would
 * say that what is missing before it has been seen. The next start fetches it again.
 */
export function createEventFile(folder: string): EventFile {
  const file = path.join(folder, 'team.jsonl');
  let refused = false;
  const write = (work: () => void) => {
    if (refused) return;
    try {
      work();
    } catch {
      refused = true;
    }
  };
  /** Begins with an end of line: another process may have been killed in the middle of its own. */
  const append = (text: string) => write(() => appendFileSync(file, `\n${text}\n`, { mode: 0o600 }));
  return {
    load() {
      let text: string;
      try {
        text = readFileSync(file, 'utf8');
      } catch {
        return undefined;
      }
      let epoch: string | undefined;
      let offset = 0;
      const frames = new Map<number, KeptFrame>();
      for (const line of text.split('\n')) {
        const parsed = parseLine(line);
        if (!parsed) continue;
        if (typeof parsed.epoch === 'string') {
          if (parsed.epoch !== epoch) {
            epoch = parsed.epoch;
            frames.clear();
            offset = 0;
          }
          offset = Math.max(offset, Number(parsed.offset ?? 0));
        } else if (parsed.type === 'team.event') {
          frames.set(Number(parsed.offset), { line, event: parsed.event ?? {} });
          offset = Math.max(offset, Number(parsed.offset));
        }
      }
      if (epoch === undefined) return undefined;
      const sorted = [...frames].sort((a, b) => a[0] - b[0]).map(([, frame]) => frame);
      return { cursor: { epoch, offset }, frames: withoutObsolete(sorted) };
    },
    append(frames) {
      if (frames.length) append(frames.join('\n'));
    },
    mark(cursor) {
      append(JSON.stringify(cursor));
    },
    reset(epoch) {
      refused = false;
      write(() => {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        replaceFile(file, `${JSON.stringify({ epoch })}\n`);
      });
    },
    remove() {
      rmSync(file, { force: true });
    },
  };
}

interface KeptFrame {
  readonly line: string;
  readonly event: { type?: string; record?: string; by?: string; kind?: string; slot?: string };
}

/** The lines of `frames`, which are in the order of their making, without records that a later one replaces or erases. */
function withoutObsolete(frames: readonly KeptFrame[]): string[] {
  const newest = new Map<string, KeptFrame>();
  const obsolete = new Set<KeptFrame | undefined>();
  for (const frame of frames) {
    const { type, record, by, kind, slot } = frame.event;
    if (type === 'record.erased') obsolete.add(newest.get(`${record}`));
    if (type !== 'record.added') continue;
    newest.set(`${record}`, frame);
    if (slot === undefined) continue;
    const place = `${by} ${kind} ${slot}`;
    obsolete.add(newest.get(place));
    newest.set(place, frame);
  }
  return frames.filter((frame) => !obsolete.has(frame)).map(({ line }) => line);
}

function parseLine(
  line: string,
): { type?: string; epoch?: string; offset?: number; event?: KeptFrame['event'] } | undefined {
  if (line === '') return undefined;
  try {
    const parsed: unknown = JSON.parse(line);
    return typeof parsed === 'object' && parsed !== null ? parsed : undefined;
  } catch {
    return undefined;
  }
}
