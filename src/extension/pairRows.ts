import * as vscode from 'vscode';
import type { PairOverview } from '../app/pairing.ts';
import type { AgendaItem } from '../mentoring/agenda.ts';
import type { Meeting } from '../mentoring/pairProgress.ts';
import {
  agreementWords,
  areaWords,
  dateWords,
  meetingWords,
  otherClocks,
  rhythmWords,
  stateWords,
} from './pairWords.ts';
import { plainLabel } from './plainLabel.ts';
import type { Team } from './team.ts';

/** A row of the view “Mentoring”. */
export type PairRow =
  | { readonly is: 'pair'; readonly pair: PairOverview }
  | {
      readonly is: 'line';
      readonly pair: PairOverview;
      readonly text: string;
      readonly beside?: string;
      readonly icon: string;
      /** A command without `whoknows.`; it gets this row. */
      readonly does?: string;
      /** What menus go by. */
      readonly menu?: string;
    }
  | { readonly is: 'meetings' | 'agenda'; readonly pair: PairOverview }
  | { readonly is: 'meeting'; readonly pair: PairOverview; readonly meeting: Meeting }
  | { readonly is: 'item'; readonly pair: PairOverview; readonly item: AgendaItem };

/** Past and coming meetings listed: a quarter of a weekly pair, and what one plans for. */
const mostPast = 6;
const mostAhead = 4;

/** What stands below a pair. */
export function rowsOfPair(pair: PairOverview, team: Team): PairRow[] {
  const { agreement, plan, progress, sentences, state } = pair;
  const line = (text: string, icon: string, more: { beside?: string; does?: string; menu?: string } = {}): PairRow => ({
    is: 'line',
    pair,
    text,
    icon,
    ...more,
  });
  const goal = plainLabel(plan?.goal ?? agreement.goal, 400);
  const areas = areaWords(plan?.areas ?? agreement.areas);
  if (!plan || !progress) {
    // What somebody agrees to stands before them: how often, how long, and when first.
    const rows = [line(goal, 'target')];
    if (areas) rows.push(line(areas, 'folder-library'));
    const { text, beside } = agreementWords(agreement);
    rows.push(line(text, 'calendar', { beside }));
    if (state === 'asked' || state === 'waiting')
      for (const sentence of sentences) rows.push(line(plainLabel(sentence, 400), 'lightbulb'));
    return rows;
  }
  if (plan.status === 'finished')
    return [
      line(goal, 'target'),
      line(
        plan.reached ? vscode.l10n.t('Reached: {0}', plainLabel(plan.reached, 500)) : vscode.l10n.t('Finished'),
        'pass',
      ),
      ...(progress.due ? [{ is: 'meetings', pair } as const] : []),
    ];
  const rows = [line(goal, 'target', { does: 'changePairGoal', menu: 'pairGoal' })];
  if (progress.drifting)
    rows.push(line(vscode.l10n.t('Not met twice. Is it drifting?'), 'question', { does: 'pairDrifts' }));
  if (progress.ending)
    rows.push(line(vscode.l10n.t('The end date has come. Finish?'), 'question', { does: 'pairEnds' }));
  if (progress.next) {
    const beside = otherClocks(progress.next.at, clocksOf(pair, team));
    rows.push(
      line(vscode.l10n.t('Next: {0}', dateWords(progress.next.at)), 'calendar', {
        does: 'moveMeeting',
        menu: 'pairNext',
        ...(beside ? { beside } : {}),
      }),
    );
  }
  rows.push({ is: 'agenda', pair }, { is: 'meetings', pair });
  const { text, beside } = rhythmWords(plan);
  rows.push(line(text, 'sync', { beside, does: 'changePairRhythm', menu: 'pairRhythm' }));
  rows.push(
    line(areas || vscode.l10n.t('Say which folders or languages it is about'), 'folder-library', {
      does: 'changePairAreas',
      menu: 'pairAreas',
    }),
  );
  if (pair.calendar)
    rows.push(
      line(vscode.l10n.t('Calendars can subscribe'), 'rss', {
        beside: plainLabel(pair.calendar.label, 60),
        does: 'copyPairCalendar',
        menu: 'pairCalendar',
      }),
    );
  return rows;
}

/** The meetings to list: the latest that were due and the next ones, in order. */
export function meetingRows(pair: PairOverview): PairRow[] {
  const meetings = pair.progress?.meetings ?? [];
  const planned = meetings.filter(({ state }) => state === 'planned');
  const over = meetings.filter(({ state }) => state !== 'planned');
  const ahead = pair.plan?.status === 'going on' ? planned.slice(0, mostAhead) : [];
  return [...over.slice(-mostPast), ...ahead]
    .sort((a, b) => a.at - b.at)
    .map((meeting) => ({ is: 'meeting', pair, meeting }));
}

/** How the editor shows a row. `othersOf` names the others of a pair. */
export function itemOfRow(row: PairRow, othersOf: (pair: PairOverview) => string): vscode.TreeItem {
  const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  switch (row.is) {
    case 'pair': {
      const item = new vscode.TreeItem(
        othersOf(row.pair),
        row.pair.plan?.status === 'finished' || row.pair.state === 'lapsed' ? Collapsed : Expanded,
      );
      item.id = row.pair.id;
      item.description = stateWords(row.pair);
      item.contextValue = `pair-${contextOf(row.pair)}`;
      item.iconPath = new vscode.ThemeIcon(row.pair.progress?.drifting ? 'question' : 'organization');
      item.accessibilityInformation = { label: `${item.label}, ${item.description}` };
      return item;
    }
    case 'meetings': {
      const { held, due } = row.pair.progress!;
      const text =
        due === 0
          ? vscode.l10n.t('No meeting has been due yet.')
          : vscode.l10n.t('{0} of {1} meetings held.', held, due);
      const item = new vscode.TreeItem(text, Collapsed);
      item.id = `${row.pair.id} meetings`;
      item.iconPath = new vscode.ThemeIcon('checklist');
      return item;
    }
    case 'agenda': {
      const item = new vscode.TreeItem(vscode.l10n.t('To talk about next time'), Collapsed);
      item.id = `${row.pair.id} agenda`;
      item.iconPath = new vscode.ThemeIcon('comment-discussion');
      return item;
    }
    case 'meeting': {
      const item = new vscode.TreeItem(dateWords(row.meeting.at));
      item.description = meetingWords(row.meeting);
      item.iconPath = new vscode.ThemeIcon(meetingIcons[row.meeting.state]);
      item.contextValue = `meeting-${row.meeting.state}`;
      item.accessibilityInformation = { label: `${item.label}, ${item.description}` };
      return item;
    }
    case 'item': {
      const item = new vscode.TreeItem(plainLabel(row.item.text, 300));
      item.tooltip = plainLabel(row.item.text, 600);
      item.iconPath = new vscode.ThemeIcon(agendaIcons[row.item.kind]);
      if (row.item.path !== undefined || row.item.commit !== undefined)
        item.command = {
          command: 'whoknows.openAgendaItem',
          title: vscode.l10n.t('Open'),
          arguments: [row],
        };
      return item;
    }
    case 'line': {
      const item = new vscode.TreeItem(row.text);
      item.iconPath = new vscode.ThemeIcon(row.icon);
      item.tooltip = row.beside ? `${row.text} · ${row.beside}` : row.text;
      if (row.beside) item.description = row.beside;
      if (row.menu) item.contextValue = row.menu;
      if (row.does)
        item.command = { command: `whoknows.${row.does}`, title: vscode.l10n.t('Change'), arguments: [row] };
      return item;
    }
  }
}

const meetingIcons = {
  planned: 'circle-outline',
  held: 'pass',
  skipped: 'debug-step-over',
  missed: 'question',
} as const;
const agendaIcons = { question: 'question', goal: 'target', work: 'git-commit', 'last time': 'history' } as const;

function contextOf({ state, plan, calendar }: PairOverview): string {
  if (state !== 'agreed') return state;
  if (plan!.status !== 'going on') return plan!.status;
  return calendar ? 'agreed-calendar' : 'agreed';
}

/** The others of a pair with the zones on their cards. */
function clocksOf({ agreement }: PairOverview, team: Team): { name: string; zone: string | undefined }[] {
  const { client } = team;
  return agreement.people
    .filter((person) => person !== client?.profile.member)
    .map((person) => ({ name: team.nameOf(person), zone: client?.team.members.get(person)?.card?.zone }));
}
