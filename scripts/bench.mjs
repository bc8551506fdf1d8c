// npm run bench [-- REPOSITORY]: measures reading, updating and asking beside bare git; see --help.
import { requireNode24 } from './requireNode24.mjs';

requireNode24();
const { bench } = await import('./bench/bench.ts');
process.exitCode = await bench(process.argv.slice(2));
