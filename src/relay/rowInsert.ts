import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Id } from '../protocol/shapes.ts';
import type { Value } from './gatheredRows.ts';

/** Inserts rows of a team, given as their values one after the other, without the team. */
export type RowInsert = (team: Id, values: readonly Value[]) => void;

/**
 * Rows in one statement. Measured on the rows of one request: in statements of 256 rows they cost half of what they cost in statements of
 * 8, and a tenth of what they cost one by one; the smaller sizes take what is left over.
 */
const sizes = [256, 64, 16, 4, 1];

/** Inserts into `table`, which has the team and `columns` more columns; `conflict` is an upsert clause, if rows may exist. */
export function createRowInsert(db: DatabaseSync, table: string, columns: number, conflict = ''): RowInsert {
  // The team is the first parameter of every statement, and the same in all of its rows.
  const row = `(?1, ${Array(columns).fill('?').join(', ')})`;
  const statements: (StatementSync | undefined)[] = [];
  return (team, values) => {
    let at = 0;
    for (const [index, size] of sizes.entries()) {
      const count = size * columns;
      for (; values.length - at >= count; at += count) {
        let statement = statements[index];
        if (!statement) {
          const rows = Array(size).fill(row).join(', ');
          // A conflict rolls back everything: to undo this statement alone would take a copy of each page that it changes.
          statement = db.prepare(`INSERT OR ROLLBACK INTO ${table} VALUES ${rows} ${conflict}`);
          statements[index] = statement;
        }
        statement.run(team, ...(at === 0 && values.length === count ? values : values.slice(at, at + count)));
      }
    }
  };
}
