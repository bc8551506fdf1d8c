import * as vscode from 'vscode';
import { hoursText, parseHours } from '../mentoring/hoursText.ts';
import { defaultBudget } from '../mentoring/turnTaking.ts';
import { isZone } from '../mentoring/workingHours.ts';
import type { Profile as Card } from '../protocol/contents.ts';
import type { ExtensionContext } from './extensionContext.ts';
import { clock } from './timeOfDay.ts';

type Item = vscode.QuickPickItem & { readonly run?: () => Promise<void> | void };

const hour = 3_600_000;

/** How this person is, until when, in which hours they work and how often they want to be asked (S5, P6). All of it is the team's to see. */
export async function pickStatus(context: ExtensionContext): Promise<void> {
  const { team } = context;
  const client = team.joined;
  const card = client.team.members.get(client.profile.member)?.card;
  const set = (status: 'available' | 'busy' | 'away', until?: number) => () => team.setStatus(status, until);
  const endOfDay = new Date().setHours(24, 0, 0, 0);
  const items: Item[] = [
    { label: `$(circle-large-filled) ${vscode.l10n.t('Available')}`, run: set('available') },
    {
      label: `$(circle-large-outline) ${vscode.l10n.t('Busy')}`,
      detail: vscode.l10n.t('You can be asked; others are asked first.'),
      run: set('busy'),
    },
    {
      label: `$(bell-slash) ${vscode.l10n.t('Do not disturb for an hour')}`,
      description: vscode.l10n.t('until {0}', clock(Date.now() + hour)),
      detail: vscode.l10n.t('Requests wait in the list; nothing pops up.'),
      run: set('away', Date.now() + hour),
    },
    { label: `$(bell-slash) ${vscode.l10n.t('Do not disturb for the rest of the day')}`, run: set('away', endOfDay) },
    { label: `$(bell-slash) ${vscode.l10n.t('Do not disturb until…')}`, run: () => pickUntil(context) },
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    {
      label: `$(calendar) ${vscode.l10n.t('Working hours…')}`,
      description: card?.hours?.days.length
        ? [hoursText(card.hours), card.zone].filter(Boolean).join(', ')
        : vscode.l10n.t('not said: you can be asked whenever you are here'),
      run: () => pickHours(context, card),
    },
    {
      label: `$(edit) ${vscode.l10n.t('Your name…')}`,
      description: client.profile.name,
      run: () => pickName(context),
    },
    {
      label: `$(inbox) ${vscode.l10n.t('Asks a week…')}`,
      description: String(card?.asksPerWeek ?? defaultBudget),
      detail: vscode.l10n.t('Above this the next best is asked first.'),
      run: () => pickBudget(context, card?.asksPerWeek ?? defaultBudget),
    },
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Your Status'),
    placeHolder: vscode.l10n.t('What the team sees beside your name'),
  });
  await picked?.run?.();
}

async function pickUntil({ team }: ExtensionContext): Promise<void> {
  const text = await vscode.window.showInputBox({
    title: vscode.l10n.t('Do Not Disturb'),
    prompt: vscode.l10n.t('Until when? As in 15:30; an earlier hour is tomorrow’s'),
    validateInput: (typed) =>
      untilOf(typed) === undefined ? vscode.l10n.t('An hour and minutes, as in 15:30') : undefined,
  });
  const until = text && untilOf(text);
  if (until) team.setStatus('away', until);
}

/** The next moment at which the clock here shows this time. */
export function untilOf(text: string, now = Date.now()): number | undefined {
  const [, hours, minutes] = /^\s*([01]?\d|2[0-3]):([0-5]\d)\s*$/.exec(text) ?? [];
  if (hours === undefined) return undefined;
  const today = new Date(now).setHours(Number(hours), Number(minutes), 0, 0);
  return today > now ? today : new Date(today).setDate(new Date(today).getDate() + 1);
}

async function pickHours(context: ExtensionContext, card: Card | undefined): Promise<void> {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const text = await vscode.window.showInputBox({
    title: vscode.l10n.t('Working Hours'),
    prompt: vscode.l10n.t('Outside of them others are asked first, and nothing pops up. Empty: no hours.'),
    placeHolder: 'Mon-Fri 9:00-17:00',
    value: card?.hours?.days.length ? hoursText(card.hours) : '',
    validateInput: (typed) =>
      typed.trim() === '' || parseHours(typed) ? undefined : vscode.l10n.t('Days and hours, as in Mon-Fri 9:00-17:00'),
  });
  if (text === undefined) return;
  const hours = parseHours(text);
  // No day is no hours.
  if (!hours) return save(context, { hours: { days: [], from: 0, to: 0 } });
  const zone = await vscode.window.showInputBox({
    title: vscode.l10n.t('Working Hours'),
    prompt: vscode.l10n.t('In which time zone?'),
    value: card?.zone ?? here ?? 'UTC',
    validateInput: (typed) => (isZone(typed) ? undefined : vscode.l10n.t('A time zone, as in Europe/Berlin')),
  });
  if (zone) await save(context, { hours, zone });
}

async function pickBudget(context: ExtensionContext, now: number): Promise<void> {
  const text = await vscode.window.showInputBox({
    title: vscode.l10n.t('Asks a Week'),
    prompt: vscode.l10n.t('How many requests a week do you want to take? 0: none'),
    value: String(now),
    validateInput: (typed) => (/^\d{1,3}$/.test(typed) ? undefined : vscode.l10n.t('A whole number')),
  });
  if (text !== undefined) await save(context, { asksPerWeek: Number(text) });
}

async function pickName(context: ExtensionContext): Promise<void> {
  const name = await vscode.window.showInputBox({
    title: vscode.l10n.t('Your Name'),
    prompt: vscode.l10n.t('How shall the team call you?'),
    value: context.team.joined.profile.name,
    validateInput: (typed) => (typed.trim() === '' ? vscode.l10n.t('A name') : undefined),
  });
  if (name?.trim()) await save(context, {}, name.trim());
}

async function save({ team }: ExtensionContext, card: Omit<Card, 'name'>, name?: string): Promise<void> {
  // It waits in the outbox where the relay cannot be reached now.
  const sent = await team.joined.updateProfile({ card, ...(name ? { name } : {}) });
  sent.done.then(
    () => team.tellChanged(),
    () => undefined,
  );
}
