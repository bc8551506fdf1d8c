import { existsSync, readFileSync } from 'node:fs';

/** How many tests a stage ran, by outcome. */
export interface Totals {
  passed: number;
  failed: number;
}

/** Reads what the counting reporter wrote; undefined when the run ended before it could. */
export function readTotals(file: string): Totals | undefined {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

export function addTotals(a: Totals, b: Totals): Totals {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed };
}
