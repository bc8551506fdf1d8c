import * as vscode from 'vscode';
import type { PairOverview } from '../app/pairing.ts';
import { type Cadence, type Day, partsOf } from '../mentoring/cadence.ts';
import type { Agreement, PairPlan } from '../mentoring/pairPlan.ts';
import type { Meeting } from '../mentoring/pairProgress.ts';
import { localTime, momentOf } from '../mentoring/workingHours.ts';
import { dateLocale } from './dateLocale.ts';
import type { ExtensionContext } from './extensionContext.ts';
import { plainLabel } from './plainLabel.ts';

/** A moment as a row says it: `Wed, 25 Nov, 10:00`, by this machine's clock. */
export const dateWords = (at: number): string =>
  new Date(at).toLocaleString(dateLocale(), {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });

/** A day as a row says it: `28 Feb 2027`. */
export const dayWords = (day: Day): string =>
  new Date(`${day}T12:00:00Z`).toLocaleDateString(dateLocale(), {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });

/** Minutes since midnight as a clock shows them: `9:30`, or `9:30 AM` where people say it so. */
export const minuteWords = (minute: number): string =>
  new Date(Date.UTC(2026, 0, 1, 0, minute)).toLocaleTimeString(dateLocale(), {
    hour: 'numeric',
    minute: '2-digit',
    timeZone: 'UTC',
  });

export function cadenceWords(cadence: Cadence): string {
  if (cadence === 'weekly') return vscode.l10n.t('Every week');
  return cadence === 'fortnightly' ? vscode.l10n.t('Every two weeks') : vscode.l10n.t('Every month');
}

/** What somebody agrees to: when first, and in few words how often, how long and until when. */
export function agreementWords({ cadence, minutes, first, zone, until }: Agreement): { text: string; beside: string } {
  const at = dateWords(momentOf(zone, partsOf(first.day), first.minute));
  const often = vscode.l10n.t('{0}, {1} minutes', cadenceWords(cadence), minutes);
  return { text: vscode.l10n.t('First: {0}', at), beside: withEnd(often, until) };
}

/** The rhythm of a pair that goes on: how often and when, and beside it how long and until when. */
export function rhythmWords({ series, minutes, until }: PairPlan): { text: string; beside: string } {
  const { cadence, zone, minute } = series.at(-1)!;
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const clock = zone === here ? minuteWords(minute) : `${minuteWords(minute)} ${zone}`;
  return {
    text: vscode.l10n.t('{0} at {1}', cadenceWords(cadence), clock),
    beside: withEnd(vscode.l10n.t('{0} minutes', minutes), until),
  };
}

const withEnd = (words: string, until: Day | undefined): string =>
  until === undefined
    ? vscode.l10n.t('{0}, no end date', words)
    : vscode.l10n.t('{0}, until {1}', words, dayWords(until));

/** What others’ clocks show at a moment, where it is not what ours shows: `16:00 for Kim`. Empty where all agree. */
export function otherClocks(at: number, others: readonly { name: string; zone: string | undefined }[]): string {
  const own = new Date(at);
  return others
    .flatMap(({ name, zone }) => {
      if (zone === undefined) return [];
      const { minute } = localTime(zone, at);
      if (minute === own.getHours() * 60 + own.getMinutes()) return [];
      return [vscode.l10n.t('{0} for {1}', minuteWords(minute), name)];
    })
    .join(', ');
}

/** How a pair is, beside its name. */
export function stateWords({ state, plan, progress }: PairOverview): string {
  if (state === 'asked') return vscode.l10n.t('asks to be your pair');
  if (state === 'lapsed') return vscode.l10n.t('no answer came');
  if (state !== 'agreed') return vscode.l10n.t('waiting for an answer');
  if (plan?.status === 'finished') return vscode.l10n.t('finished');
  if (plan?.status === 'paused') return vscode.l10n.t('paused');
  if (progress?.drifting) return vscode.l10n.t('drifting?');
  // The row below says the hour.
  return progress?.next
    ? new Date(progress.next.at).toLocaleDateString(dateLocale(), { weekday: 'short', day: 'numeric', month: 'short' })
    : vscode.l10n.t('nothing planned');
}

export function meetingWords({ state, help, moved }: Meeting): string {
  if (state === 'held') return help ? vscode.l10n.t('held as a help session') : vscode.l10n.t('held');
  if (state === 'skipped') return vscode.l10n.t('skipped');
  if (state === 'missed') return vscode.l10n.t('did not happen?');
  return moved ? vscode.l10n.t('planned, moved') : vscode.l10n.t('planned');
}

/** Areas of a goal in one line. */
export const areaWords = (areas: readonly string[]): string => plainLabel(areas.join(', '), 300);

/** The others of a pair, for the screen. */
export function namesOf({ team }: ExtensionContext, { agreement }: PairOverview): string {
  const me = team.client?.profile.member;
  return agreement.people
    .filter((person) => person !== me)
    .map((person) => team.nameOf(person))
    .join(', ');
}
