import path from 'node:path';
import { openSqliteStore } from '../../src/relay/sqliteStore.ts';
import type { Store } from '../../src/relay/store.ts';

/** A real store in `folder` whose commits wait, once `hold` was called, until what it gave is called. */
export async function openHeldStore(folder: string): Promise<{ store: Store; hold: () => () => void }> {
  const real = await openSqliteStore(path.join(folder, 'relay.db'));
  let held: Promise<void> | undefined;
  const store: Store = {
    ...real,
    async commit(batch) {
      await held;
      await real.commit(batch);
    },
  };
  return {
    store,
    hold() {
      let release = () => {};
      held = new Promise((resolve) => {
        release = resolve;
      });
      return release;
    },
  };
}
