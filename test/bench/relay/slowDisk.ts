import { spawnSync } from 'node:child_process';

/** The start of a command line under which each sync of the disk takes `ms` longer; strace(1) alone makes that possible, on Linux. */
export function slowDisk(ms: number): string[] {
  const calls = 'fdatasync,fsync';
  return [
    ...['strace', '-f', '--seccomp-bpf', '-qq', '-o', '/dev/null'],
    ...['-e', `trace=${calls}`, '-e', `inject=${calls}:delay_exit=${ms * 1000}`],
  ];
}

export function canSlowDisk(): boolean {
  return spawnSync('strace', ['--version']).status === 0;
}
