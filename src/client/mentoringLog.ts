import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { contents } from '../protocol/contents.ts';
import { id } from '../protocol/shapes.ts';
import { ClientProblem } from './clientProblem.ts';
import { replaceFile } from './replaceFile.ts';
import { whileLocked } from './whileLocked.ts';

/** One entry of a member's own mentoring log. The format of `whoknows log export` is a list of these; see docs/log-format.md. */
const entryShape = contents['log-entry'].extend({
  session: id,
  /** Which of the two this member was. */
  role: z.enum(['asker', 'helper']),
  question: z.string().optional(),
  confirmed: z.boolean(),
});
export type LogEntry = z.infer<typeof entryShape>;

const exportShape = z.object({
  format: z.literal('whoknows-log'),
  version: z.literal(1),
  entries: z.array(entryShape),
});
export type LogExport = z.infer<typeof exportShape>;

/** The member's own log, in a file on their machine. It outlives relay, retention and membership. Methods throw ClientProblem where the file cannot be read. */
export interface MentoringLog {
  entries(): LogEntry[];
  /** Adds the entry, or replaces the one of the same session. */
  put(entry: LogEntry): void;
  exported(): LogExport;
  /** Takes over the entries of an export; returns how many, or undefined if it is none. */
  imported(data: unknown): number | undefined;
  remove(): void;
}

export function createMentoringLog(folder: string): MentoringLog {
  const file = path.join(folder, 'log.json');
  const read = (): LogEntry[] => {
    try {
      return exportShape.parse(JSON.parse(readFileSync(file, 'utf8'))).entries;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw new ClientProblem(
        'bad-log',
        `The mentoring log ${file} cannot be read: it is damaged, or a newer version wrote it. Update, or put it away; what both confirmed comes back from the team's events.`,
      );
    }
  };
  const write = (entries: LogEntry[]) => {
    const sorted = [...entries].sort((a, b) => a.startedAt - b.startedAt || (a.session < b.session ? -1 : 1));
    const data: LogExport = { format: 'whoknows-log', version: 1, entries: sorted };
    replaceFile(file, `${JSON.stringify(data, null, 2)}\n`);
  };
  const put = (added: readonly LogEntry[]) => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    whileLocked(file, () => {
      const entries = read();
      const merged = new Map(entries.map((entry) => [entry.session, entry]));
      for (const entry of added) merged.set(entry.session, entry);
      const next = [...merged.values()];
      if (JSON.stringify(next) !== JSON.stringify(entries)) write(next);
    });
  };
  return {
    entries: read,
    put: (entry) => put([entry]),
    exported: () => ({ format: 'whoknows-log', version: 1, entries: read() }),
    imported(data) {
      const parsed = exportShape.safeParse(data);
      if (!parsed.success) return undefined;
      put(parsed.data.entries);
      return parsed.data.entries.length;
    },
    remove() {
      rmSync(file, { force: true });
    },
  };
}
