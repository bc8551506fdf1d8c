// npm run fuzz:git [-- GIT_DIR…]: the long forms of the tests in test/hostile, then every commit of each named repository
// compared with `git show --raw`.
import { spawnSync } from 'node:child_process';
import { requireNode24 } from './requireNode24.mjs';

requireNode24();
const mocha = spawnSync(
  process.execPath,
  ['node_modules/mocha/bin/mocha.js', '--no-config', '--exit', '--timeout', '3600000', 'test/hostile/*.test.ts'],
  { stdio: 'inherit', env: { ...process.env, WHOKNOWS_LONG: '1' } },
);
let failed = mocha.status !== 0;
const { compareWithGitShow } = await import('../test/support/compareWithGit.ts');
for (const gitDir of process.argv.slice(2)) {
  const { compared, differences } = await compareWithGitShow('/', gitDir);
  console.log(`${gitDir}: ${compared} commits compared with git show, ${differences.length} differ`);
  for (const difference of differences.slice(0, 10)) console.log(difference);
  failed ||= differences.length > 0;
}
process.exit(failed ? 1 : 0);
