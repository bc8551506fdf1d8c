// npm run bench:session [-- RUNS]: from the asker's click to the helper's notification, in two real windows.
import { requireNode24 } from './requireNode24.mjs';

requireNode24();
const { benchSession } = await import('./bench/session.ts');
process.exit(await benchSession(Number(process.argv[2] ?? 50)));
