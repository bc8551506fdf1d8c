// npm start [-- REPOSITORY [FILE]]: opens a real VS Code with the packaged extension; see --help.
import { requireNode24 } from './requireNode24.mjs';

requireNode24();
const { start } = await import('./vscode/start.ts');
process.exit(await start(process.argv.slice(2)));
