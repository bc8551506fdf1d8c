import * as vscode from 'vscode';
import { hoursOf } from '../app/pairTimes.ts';
import { minutesOf } from '../app/teamFile.ts';
import type { Team } from './team.ts';

/** A Monday, to name weekdays by. */
const someMonday = Date.UTC(2026, 0, 5, 12);
const dayMs = 86_400_000;

/** Asks on which days and between which hours this user works, and tells the team; times for meetings are proposed within them. */
export async function pickWorkingHours(team: Team): Promise<void> {
  const client = team.joined;
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const now = hoursOf(client, client.profile.member, zone);
  const title = vscode.l10n.t('Working Hours');
  const rows = Array.from({ length: 7 }, (_, i) => ({
    label: new Date(someMonday + i * dayMs).toLocaleDateString(undefined, { weekday: 'long', timeZone: 'UTC' }),
    day: i + 1,
    picked: now.days.includes(i + 1),
  }));
  const days = await vscode.window.showQuickPick(rows, {
    title,
    placeHolder: vscode.l10n.t('On which days do you work?'),
    canPickMany: true,
  });
  if (!days) return;
  const text = await vscode.window.showInputBox({
    title,
    prompt: vscode.l10n.t('From when to when, by the clock of {0}? Your team sees it.', zone),
    value: `${clockOf(now.from)}–${clockOf(now.to)}`,
    validateInput: (typed) => (parse(typed) ? undefined : vscode.l10n.t('Such as 9:00–17:00.')),
  });
  const hours = text === undefined ? undefined : parse(text);
  if (!hours) return;
  await (await client.updateProfile({ card: { zone, hours: { days: days.map(({ day }) => day), ...hours } } })).done;
}

function parse(text: string): { from: number; to: number } | undefined {
  const match = /^\s*(\d{1,2}:\d\d)\s*[-–—]\s*(\d{1,2}:\d\d)\s*$/.exec(text);
  if (!match) return undefined;
  const [from, to] = [minutesOf(match[1]!), minutesOf(match[2]!)];
  const isClock = (minute: number, clock: string): boolean => minute < 1440 && Number(clock.split(':')[1]) < 60;
  return isClock(from, match[1]!) && isClock(to, match[2]!) && from !== to ? { from, to } : undefined;
}

const clockOf = (minute: number): string => `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`;
