// npm test [-- STAGE [-g PATTERN]]: runs the tests; see --help.
import { requireNode24 } from './requireNode24.mjs';

requireNode24();
const { runTests } = await import('./test/runTests.ts');
process.exit(await runTests(process.argv.slice(2)));
