import type { PairOverview } from '../app/pairing.ts';
import type { Client } from '../client/createClient.ts';
import { displayText } from '../expertise/displayText.ts';
import { partsOf } from '../mentoring/cadence.ts';
import { meetingJustHeld } from '../mentoring/pairProgress.ts';
import { momentOf } from '../mentoring/workingHours.ts';
import { shortId, withClient } from './memberClient.ts';
import { CommandError, exitCodes } from './terminal.ts';

/** Runs with the member’s pairs as last seen and brought up to date. */
export async function withPairs(work: (client: Client, pairs: PairOverview[]) => void | Promise<void>): Promise<void> {
  const { pairsOf } = await import('../app/pairing.ts');
  await withClient(async (client) => work(client, pairsOf(client)));
}

/** The pair that `given` (the beginning of its id) means, or the only one that fits. */
export function choose(
  pairs: readonly PairOverview[],
  given: string | undefined,
  what: string,
  fits: (pair: PairOverview) => boolean,
): PairOverview {
  const found = pairs.filter((pair) => fits(pair) && (given === undefined || pair.id.startsWith(given)));
  if (found.length === 1) return found[0]!;
  if (found.length === 0)
    throw new CommandError(`There is no ${what}${given ? ` ${displayText(given)}` : ''} here.`, exitCodes.failed);
  const lines = found.map(({ id, agreement }) => `${shortId(id)} ${displayText(agreement.goal, 60)}`);
  throw new CommandError(`Which ${what} do you mean? Give the beginning of its id:\n  ${lines.join('\n  ')}`);
}

/** The next meeting’s name. */
export function nextOf({ progress }: PairOverview): string {
  if (progress?.next) return progress.next.day;
  throw new CommandError('No meeting is planned; name one with --meeting.', exitCodes.failed);
}

/** The meeting that was just held, none in particular where nothing is planned. */
export function justHeld({ progress }: PairOverview): { meeting?: string } {
  const meeting = progress && meetingJustHeld(progress, Date.now());
  return meeting ? { meeting: meeting.day } : {};
}

/** `2026-11-25T14:30` by a clock in `zone`; ms. */
export function parseTime(text: string, zone: string, option = '--to'): number {
  const match = /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):([0-5]\d)$/.exec(text);
  if (!match) throw timeError(option, text);
  const day = partsOf(parseDay(match[1]!, option));
  return momentOf(zone, day, Number(match[2]) * 60 + Number(match[3]));
}

export function parseDay(text: string, option: string): string {
  if (/^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text))) return text;
  throw new CommandError(`${option} takes a day such as 2026-11-25, not “${displayText(text)}”.`);
}

export const timeError = (option: string, text: string): CommandError =>
  new CommandError(`${option} takes a time such as 2026-11-25T14:30, not “${displayText(text)}”.`);

export function wholeNumber(text: string, option: string): number {
  if (/^\d{1,4}$/.test(text)) return Number(text);
  throw new CommandError(`${option} takes a whole number, not “${displayText(text)}”.`);
}

/** A value that the pair’s records do not allow is the user’s to mend. */
export function explain(error: unknown): never {
  const issues = (error as { issues?: { path: (string | number)[]; message: string }[] }).issues;
  if (!issues?.[0]) throw error;
  throw new CommandError(`${issues[0].path.at(-1) ?? 'A value'}: ${issues[0].message}.`);
}

/** A moment by a clock in `zone`, which is named where this machine’s clock shows another time. */
export function timeWords(at: number, zone: string): string {
  const shown = (timeZone: string): string =>
    new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short', timeZone }).format(at);
  return shown(zone) === shown(ownZone()) ? shown(zone) : `${shown(zone)} (${zone})`;
}

export const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;
