// npm run chaos:disk: D3 under the real database files. While members write, the system makes writes and syncs of the relay's database
// fail from the n-th call on, for every n up to CALLS (default 20), then heals; every third time the relay is killed with -9 meanwhile.
// Needs Linux and strace(1), which injects the errors into a relay that is not changed in any way. Everything runs on this machine only.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadSealing } from '../../src/protocol/sealing.ts';
import { type DiskFault, diskFaults } from '../support/diskFaults.ts';

const calls = Number(process.env.CALLS ?? 20);
const kinds: Omit<DiskFault, 'from'>[] = [
  { calls: 'pwrite64', error: 'ENOSPC' },
  { calls: 'pwrite64', error: 'EIO' },
  { calls: 'fdatasync,fsync', error: 'EIO' },
  { calls: 'fdatasync,fsync', error: 'EDQUOT' },
  { calls: 'pwrite64,fdatasync,fsync,ftruncate', error: 'EIO' },
];

await loadSealing();
for (const kind of kinds) {
  const root = mkdtempSync(path.join(tmpdir(), 'whoknows-disk-'));
  try {
    const faults = Array.from({ length: calls }, (_, n) => ({ ...kind, from: n + 1 }));
    const report = await diskFaults(root, faults, 3);
    console.log(
      `D3: ${kind.calls} ${kind.error}: ${report.faults} faults, ${report.kills} kills meanwhile, ${report.refused} refused, ` +
        `${report.acknowledged} acknowledged and all there once`,
    );
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
process.exit(0);
