import { randomBytes } from 'node:crypto';
import { closeSync, mkdirSync, openSync, rmSync, statfsSync } from 'node:fs';
import path from 'node:path';

/** A file without a name: what is written at one end is read at the other, and nothing of it is left when both are closed. */
export interface ScratchFile {
  readonly writeEnd: number;
  readonly readEnd: number;
  close(): void;
}

/** Free bytes that a disk must have: the log of a million commits takes one and a half thousand million. */
const leastRoom = 8 * 1024 ** 3;

/** Kinds of file systems, by `statfs`'s magic numbers, that live in memory or across a network: a pipe is better there. */
const unsuitable = new Set([0x01021994, 0x858458f6, 0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x65735546]);

/** A scratch file in `folder`; undefined where the disk has little room or is none, and where a file in use keeps its name. */
export function openScratchFile(folder: string): ScratchFile | undefined {
  if (process.platform === 'win32') return undefined;
  const file = path.join(folder, `log.${process.pid}.${randomBytes(4).toString('hex')}`);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const { type, bavail, bsize } = statfsSync(folder);
    if (unsuitable.has(type >>> 0) || bavail * bsize < leastRoom) return undefined;
    const writeEnd = openSync(file, 'wx', 0o600);
    try {
      const readEnd = openSync(file, 'r');
      return {
        writeEnd,
        readEnd,
        close: () => {
          closeSync(writeEnd);
          closeSync(readEnd);
        },
      };
    } catch {
      closeSync(writeEnd);
      return undefined;
    } finally {
      rmSync(file, { force: true });
    }
  } catch {
    return undefined;
  }
}
