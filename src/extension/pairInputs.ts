import * as vscode from 'vscode';
import type { PairOverview } from '../app/pairing.ts';
import { addDays, type Cadence, cadences, type Day, partsOf } from '../mentoring/cadence.ts';
import { type Agreement, usualDays, usualMinutes } from '../mentoring/pairPlan.ts';
import { localDay, localTime, momentOf } from '../mentoring/workingHours.ts';
import type { Id } from '../protocol/shapes.ts';
import { cadenceWords, dateWords, otherClocks } from './pairWords.ts';
import { plainLabel } from './plainLabel.ts';
import type { Team } from './team.ts';
import { pairTimes } from './teamModules.ts';

/** Characters of a goal. */
const longestGoal = 400;

export interface Rhythm {
  readonly cadence: Cadence;
  readonly day: Day;
  readonly minute: number;
  readonly zone: string;
}

/**
 * Asks what a pair is about: goal, areas, rhythm and time; what history suggests is filled in, so that Enter agrees. `people` are the
 * members, this user first where they are one of them. Undefined where the user leaves.
 */
export async function askForAgreement(
  team: Team,
  people: readonly Id[],
  suggested: { readonly areas: readonly string[]; readonly goal?: string | undefined },
): Promise<Agreement | undefined> {
  const title = vscode.l10n.t(
    'A Pair with {0}',
    people
      .filter((id) => id !== team.joined.profile.member)
      .map((id) => team.nameOf(id))
      .join(', '),
  );
  const goal = await askForGoal(title, suggested.goal ?? '');
  if (!goal) return undefined;
  const areas = suggested.areas.length ? await askForAreas(title, suggested.areas, suggested.areas) : [];
  if (!areas) return undefined;
  const rhythm = await askForRhythm(team, people, title, usualMinutes);
  if (!rhythm) return undefined;
  return {
    people: [...people],
    goal,
    areas,
    cadence: rhythm.cadence,
    minutes: usualMinutes,
    zone: rhythm.zone,
    first: { day: rhythm.day, minute: rhythm.minute },
    until: addDays(rhythm.day, usualDays),
  };
}

/** One sentence: what the two want to reach. */
export async function askForGoal(title: string, value: string): Promise<string | undefined> {
  const goal = await vscode.window.showInputBox({
    title,
    value,
    prompt: vscode.l10n.t('What do you want to reach together? One sentence.'),
    validateInput: (text) =>
      text.trim() === '' || text.length > longestGoal ? vscode.l10n.t('One sentence, please.') : undefined,
  });
  return goal?.trim();
}

/** Folders and languages that a goal is about; the agenda looks there. `offered` can be ticked, others typed. */
export async function askForAreas(
  title: string,
  offered: readonly string[],
  chosen: readonly string[],
): Promise<string[] | undefined> {
  const rows: (vscode.QuickPickItem & { area?: string })[] = [...new Set([...chosen, ...offered])].map((area) => ({
    label: plainLabel(area, 200),
    area,
    picked: chosen.includes(area),
  }));
  const other: (typeof rows)[number] = { label: `$(edit) ${vscode.l10n.t('Another folder or language…')}` };
  const picked = await vscode.window.showQuickPick([...rows, other], {
    title,
    placeHolder: vscode.l10n.t('What is it about? Enter takes what is ticked.'),
    canPickMany: true,
  });
  if (!picked) return undefined;
  const areas = picked.flatMap(({ area }) => area ?? []);
  if (!picked.includes(other)) return areas;
  const typed = await vscode.window.showInputBox({
    title,
    prompt: vscode.l10n.t('Folders of the repository or languages, with commas between them'),
    placeHolder: 'src/parser, TypeScript',
  });
  if (typed === undefined) return undefined;
  const more = typed.split(',').map((part) => part.trim().replace(/^(\.?\/)+|\/+$/g, ''));
  return [...new Set([...areas, ...more.filter(Boolean)])].slice(0, 16);
}

/** How often, and when: times within the working hours of all, by their clocks, or one that the user types. */
export async function askForRhythm(
  team: Team,
  people: readonly Id[],
  title: string,
  minutes: number,
): Promise<Rhythm | undefined> {
  const often = await vscode.window.showQuickPick(
    cadences.map((cadence) => ({ label: cadenceWords(cadence), cadence })),
    { title, placeHolder: vscode.l10n.t('How often?') },
  );
  if (!often) return undefined;
  const { cadence } = often;
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const client = team.joined;
  const times = pairTimes.timesFor(client, people, { cadence, minutes, zone }).map((time) => ({
    at: momentOf(time.zone, partsOf(time.day), time.minute),
    rhythm: { cadence, day: time.day, minute: time.minute, zone: time.zone },
  }));
  const chosen = await pickMoment(team, people, title, {
    moments: times.map(({ at }) => at),
    detail: vscode.l10n.t('within the working hours of all, all year'),
    none: vscode.l10n.t('Your working hours share no time all year; choose one that suits both.'),
  });
  if (chosen === undefined) return undefined;
  if (chosen !== 'other') return times.find(({ at }) => at === chosen)!.rhythm;
  const typed = await askForTime(title, client.now() + 7 * 86_400_000, zone);
  if (typed === undefined) return undefined;
  const { year, month, day, minute } = localTime(zone, typed);
  return { cadence, day: new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10), minute, zone };
}

/** To when one meeting moves; ms. */
export async function askForMove(
  team: Team,
  pair: PairOverview,
  meeting: Day,
  at: number,
): Promise<number | undefined> {
  const title = vscode.l10n.t('Move the Meeting of {0}', dateWords(at));
  const chosen = await pickMoment(team, pair.agreement.people, title, {
    moments: pairTimes.momentsFor(team.joined, pair, meeting).filter((moment) => moment !== at),
    detail: vscode.l10n.t('within the working hours of all'),
    none: vscode.l10n.t('Your working hours share no time before the next meeting; choose one that suits both.'),
  });
  if (chosen !== 'other') return chosen;
  return askForTime(title, at, Intl.DateTimeFormat().resolvedOptions().timeZone);
}

async function pickMoment(
  team: Team,
  people: readonly Id[],
  title: string,
  { moments, detail, none }: { moments: readonly number[]; detail: string; none: string },
): Promise<number | 'other' | undefined> {
  const client = team.joined;
  const others = people
    .filter((id) => id !== client.profile.member)
    .map((id) => ({ name: team.nameOf(id), zone: client.team.members.get(id)?.card?.zone }));
  const rows = [
    ...moments.map((at) => ({
      label: dateWords(at),
      description: otherClocks(at, others),
      detail,
      at: at as number | 'other',
    })),
    {
      label: `$(edit) ${vscode.l10n.t('Another time…')}`,
      description: '',
      ...(moments.length ? {} : { detail: none }),
      at: 'other' as const,
    },
  ];
  return (await vscode.window.showQuickPick(rows, { title, placeHolder: vscode.l10n.t('When?') }))?.at;
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

/** An end date; null for none, undefined where the user leaves. */
export async function askForEnd(title: string, now: number, until: Day | undefined): Promise<Day | null | undefined> {
  const from = localDay(now);
  const text = await vscode.window.showInputBox({
    title,
    prompt: vscode.l10n.t('The last day, such as 2027-02-28. Empty for no end.'),
    value: until ?? addDays(from, usualDays),
    validateInput: (typed) =>
      typed.trim() === '' || isDayFrom(typed.trim(), from)
        ? undefined
        : vscode.l10n.t('A day from today on, such as 2027-02-28, or nothing.'),
  });
  return text === undefined ? undefined : text.trim() || null;
}

const isDayFrom = (text: string, from: Day): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) && text >= from;

function parse(text: string, zone: string): number | undefined {
  const match = /^\s*(\d{4}-\d\d-\d\d)[ T]+([01]?\d|2[0-3]):([0-5]\d)\s*$/.exec(text);
  if (!match || Number.isNaN(Date.parse(match[1]!))) return undefined;
  return momentOf(zone, partsOf(match[1]!), Number(match[2]) * 60 + Number(match[3]));
}
