import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { limits } from '../protocol/limits.ts';
import { ClientProblem } from './clientProblem.ts';
import { replaceFile } from './replaceFile.ts';

/** Commands that are not acknowledged yet, one file each, so that they survive the process. Content in them is sealed already. */
export interface Outbox {
  /** Keeps `text` (a frame) under `id`. Throws ClientProblem when there are too many, or the disk refuses. */
  put(id: string, text: string): void;
  remove(id: string): void;
  /**
   * Everything kept, also by other processes of this member, in the order of its making: within a stream that of its numbers, between streams
   * that of the files' times.
   */
  list(): { id: string; text: string }[];
  /** Drops what is older than `outboxDays`; returns the ids. */
  dropOld(now: number): string[];
}

export function createOutbox(folder: string): Outbox {
  const dir = path.join(folder, 'outbox');
  const fileOf = (id: string) => path.join(dir, `${id}.json`);
  const ids = () => {
    try {
      return readdirSync(dir)
        .filter((name) => name.endsWith('.json'))
        .map((name) => name.slice(0, -5));
    } catch {
      return [];
    }
  };
  return {
    put(id, text) {
      if (ids().length >= limits.outboxCommands.value) {
        throw new ClientProblem(
          'limit-reached',
          'The outbox is full; connect to the relay, or wait until it is delivered.',
        );
      }
      try {
        mkdirSync(dir, { recursive: true, mode: 0o700 });
        replaceFile(fileOf(id), text);
      } catch (error) {
        throw new ClientProblem(
          'bad-folder',
          `This cannot be kept for sending: the folder ${dir} cannot be written (${(error as NodeJS.ErrnoException).code}); look at its owner, rights and free space.`,
        );
      }
    },
    remove(id) {
      rmSync(fileOf(id), { force: true });
    },
    list() {
      const newest = new Map<string, number>();
      return ids()
        .sort(byStreamAndNumber)
        .flatMap((id) => {
          try {
            const [stream] = id.split('.') as [string];
            // A clock that was set back changes no order within a stream.
            const at = Math.max(statSync(fileOf(id)).mtimeMs, newest.get(stream) ?? 0);
            newest.set(stream, at);
            return [{ id, text: readFileSync(fileOf(id), 'utf8'), at }];
          } catch {
            // Another process has just had it acknowledged.
            return [];
          }
        })
        .sort((a, b) => a.at - b.at);
    },
    dropOld(now) {
      return ids().filter((id) => {
        try {
          if (now - statSync(fileOf(id)).mtimeMs < limits.outboxDays.value * 86_400_000) return false;
        } catch {
          return false;
        }
        rmSync(fileOf(id), { force: true });
        return true;
      });
    },
  };
}

function byStreamAndNumber(a: string, b: string): number {
  const [streamA, numberA] = a.split('.') as [string, string];
  const [streamB, numberB] = b.split('.') as [string, string];
  return streamA === streamB ? Number(numberA) - Number(numberB) : streamA < streamB ? -1 : 1;
}
