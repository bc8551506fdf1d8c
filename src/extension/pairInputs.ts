import * as vscode from 'vscode';
import { type Cadence, cadences, partsOf } from '../mentoring/cadence.ts';
import type { Agreement } from '../mentoring/pairPlan.ts';
import { localTime, momentOf } from '../mentoring/workingHours.ts';
import type { Team } from './team.ts';

/** Length of a meeting that people agree on most: what fits between two others. */
const usualMinutes = 30;

/** Asks for what a pair is about: with whom, goal, rhythm and first meeting. Undefined where the user leaves one of them. */
export async function askForAgreement(team: Team): Promise<Agreement | undefined> {
  const client = team.joined;
  const others = team.others().map((member) => ({ label: team.nameOf(member.id), id: member.id }));
  const who = await vscode.window.showQuickPick(others, {
    title: vscode.l10n.t('Propose a Pair'),
    placeHolder: vscode.l10n.t('With whom?'),
  });
  if (!who) return undefined;
  const goal = await vscode.window.showInputBox({
    title: vscode.l10n.t('Propose a Pair'),
    prompt: vscode.l10n.t('What do you two want to reach? One sentence.'),
    validateInput: (text) =>
      text.trim() === '' || text.length > 400 ? vscode.l10n.t('One sentence, please.') : undefined,
  });
  if (!goal) return undefined;
  const words: Record<Cadence, string> = {
    weekly: vscode.l10n.t('Every week'),
    fortnightly: vscode.l10n.t('Every two weeks'),
    monthly: vscode.l10n.t('Every month'),
  };
  const rhythm = await vscode.window.showQuickPick(
    cadences.map((cadence) => ({ label: words[cadence], cadence })),
    { title: vscode.l10n.t('Propose a Pair'), placeHolder: vscode.l10n.t('How often?') },
  );
  if (!rhythm) return undefined;
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const first = await askForTime(vscode.l10n.t('First meeting'), client.now() + 7 * 86_400_000, zone);
  if (first === undefined) return undefined;
  const { year, month, day, minute } = localTime(zone, first);
  return {
    people: [client.profile.member, who.id],
    goal: goal.trim(),
    areas: [],
    cadence: rhythm.cadence,
    minutes: usualMinutes,
    zone,
    first: { day: new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10), minute },
  };
}

/** Asks for a date and time by a clock in `zone`; ms, or undefined. */
export async function askForTime(title: string, suggested: number, zone: string): Promise<number | undefined> {
  const { year, month, day } = localTime(zone, suggested);
  const two = (n: number): string => String(n).padStart(2, '0');
  const text = await vscode.window.showInputBox({
    title,
    prompt: vscode.l10n.t('Date and time, by the clock of {0}', zone),
    value: `${year}-${two(month)}-${two(day)} 10:00`,
    validateInput: (typed) =>
      parse(typed, zone) === undefined ? vscode.l10n.t('A time such as 2026-11-25 14:30.') : undefined,
  });
  return text === undefined ? undefined : parse(text, zone);
}

function parse(text: string, zone: string): number | undefined {
  const match = /^\s*(\d{4}-\d\d-\d\d)[ T]+([01]?\d|2[0-3]):([0-5]\d)\s*$/.exec(text);
  if (!match || Number.isNaN(Date.parse(match[1]!))) return undefined;
  return momentOf(zone, partsOf(match[1]!), Number(match[2]) * 60 + Number(match[3]));
}
