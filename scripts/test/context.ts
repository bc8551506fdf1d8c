import path from 'node:path';

export const project = path.join(import.meta.dirname, '../..');
export const reporter = path.join(project, 'scripts/test/countingReporter.cjs');
/** Screenshots, bundled in-host tests and totals; git-ignored, made anew by each run. */
export const results = path.join(project, 'test-results');

/** What each stage gets to know. */
export interface StageContext {
  /** Only tests whose full title matches, as in mocha's `--grep`. */
  grep: string | undefined;
  /** Only these test files; all of the stage when empty. */
  files: readonly string[];
  /** Environment without anything of the person who runs the tests. */
  env: NodeJS.ProcessEnv;
  /** A folder for temporary data, removed after the run. */
  scratch: string;
  /** Takes the stage's report, as it comes. */
  print: (text: string) => void;
}
