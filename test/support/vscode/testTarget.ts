import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Target } from '../../../scripts/vscode/target.ts';

/** What `npm test` prepared for the tests that drive a VS Code; it comes in the variable WHOKNOWS_TEST_TARGET. */
export interface TestTarget {
  vscode: Target;
  /** The packaged extension. */
  vsix: string;
  /** Folder for screenshots. */
  screenshots: string;
  /** Folder for profiles and repositories, removed after the run. */
  scratch: string;
}

export function testTarget(): TestTarget {
  const described = process.env.WHOKNOWS_TEST_TARGET;
  if (!described) throw new Error('These tests need a VS Code; run them with `npm test -- e2e`.');
  const target = JSON.parse(described) as TestTarget;
  // With `mocha --parallel` files run at the same time, and the same people appear in several. Short, as sockets lie below it, whose paths are limited.
  const scratch = path.join(target.scratch, `w${process.env.MOCHA_WORKER_ID ?? 0}`);
  mkdirSync(scratch, { recursive: true });
  return { ...target, scratch };
}
