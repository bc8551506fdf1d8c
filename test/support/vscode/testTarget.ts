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
  return JSON.parse(described);
}
