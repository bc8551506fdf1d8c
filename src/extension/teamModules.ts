import type * as Pairing from '../app/pairing.ts';
import type * as Times from '../app/pairTimes.ts';
import type * as Entries from '../client/logEntryOf.ts';
import type * as Contents from '../protocol/contents.ts';

/**
 * What only members of a team need, schemas above all, loaded before their client is: a start should not take a third
 * longer for those who are in none. Whoever holds a client may use these.
 */
export let contents: typeof Contents.contents;
export let liveContent: typeof Contents.liveContent;
export let pairing: typeof Pairing;
export let pairTimes: typeof Times;
export let logEntryOf: typeof Entries.logEntryOf;

export async function loadTeamModules(): Promise<void> {
  const [schemas, pairs, times, entries] = await Promise.all([
    import('../protocol/contents.ts'),
    import('../app/pairing.ts'),
    import('../app/pairTimes.ts'),
    import('../client/logEntryOf.ts'),
  ]);
  ({ contents, liveContent } = schemas);
  pairing = pairs;
  pairTimes = times;
  ({ logEntryOf } = entries);
}
