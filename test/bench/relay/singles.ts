// One transaction a message: `node singles.ts FOLDER` prints the mean µs of one bare SQLite transaction (WAL, synchronous=FULL) with one small row.
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';

const count = 500;
const db = new DatabaseSync(path.join(process.argv[2]!, 'single.db'));
db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; DROP TABLE IF EXISTS m; CREATE TABLE m (x)');
const insert = db.prepare('INSERT INTO m VALUES (?)');
const started = performance.now();
for (let i = 0; i < count; i++) {
  db.exec('BEGIN');
  insert.run('x'.repeat(200));
  db.exec('COMMIT');
}
console.log(((performance.now() - started) * 1000) / count);
db.close();
