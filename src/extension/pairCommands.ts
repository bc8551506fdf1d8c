import path from 'node:path';
import * as vscode from 'vscode';
import type { PairOverview } from '../app/pairing.ts';
import type { PairDeed } from '../app/pairRecords.ts';
import type { SuggestedPair } from '../app/suggestedPairs.ts';
import type { Day } from '../mentoring/cadence.ts';
import { dayToGoOn } from '../mentoring/pairPlan.ts';
import { meetingJustHeld } from '../mentoring/pairProgress.ts';
import type { Id } from '../protocol/shapes.ts';
import { copyText } from './copyText.ts';
import { openCommit } from './evidencePick.ts';
import type { ExtensionContext } from './extensionContext.ts';
import { knowledgeInFront } from './knowledgeInFront.ts';
import { askForAgreement, askForAreas, askForEnd, askForGoal, askForMove, askForRhythm } from './pairInputs.ts';
import type { PairRow } from './pairRows.ts';
import { namesOf } from './pairWords.ts';
import { plainLabel } from './plainLabel.ts';
import { workspaceFolderInFront } from './subject.ts';
import { pairing } from './teamModules.ts';

/** Lengths of a meeting that are offered, in minutes. */
const lengths = [15, 30, 45, 60, 90];

/** Everything that can be done with a pair, from its rows or from the palette. `pairs`: those that the view shows. */
export function registerPairCommands(context: ExtensionContext, pairs: () => PairOverview[]): vscode.Disposable[] {
  const { team } = context;
  const run = (work: () => Promise<unknown>): Promise<unknown> => work().catch(context.showError);
  const command = (
    name: string,
    fits: (pair: PairOverview) => boolean,
    work: (pair: PairOverview, row: PairRow | undefined) => Promise<unknown>,
  ): vscode.Disposable =>
    vscode.commands.registerCommand(`whoknows.${name}`, (row?: PairRow) =>
      run(async () => {
        // A row may be older than what has happened since.
        const seen = row && 'pair' in row ? pairs().find(({ id }) => id === row.pair.id) : undefined;
        const pair = seen ?? (await pick(context, pairs().filter(fits)));
        if (pair) await work(pair, row);
      }),
    );
  const change = (pair: PairOverview, deed: PairDeed) => pairing.changePair(team.joined, pair, deed);
  const title = (pair: PairOverview): string => vscode.l10n.t('The Pair with {0}', namesOf(context, pair));

  const move = async (pair: PairOverview, row?: PairRow): Promise<void> => {
    const meeting = meetingOf(pair, row);
    if (!meeting) return nothingPlanned();
    const to = await askForMove(team, pair, meeting.day, meeting.at);
    if (to !== undefined) await change(pair, { type: 'moved', meeting: meeting.day, to });
  };
  const rhythm = async (pair: PairOverview): Promise<void> => {
    const minutes = pair.plan!.minutes;
    const chosen = await askForRhythm(team, othersLast(pair, team.joined.profile.member), title(pair), minutes);
    if (!chosen) return;
    const { cadence, day, minute, zone } = chosen;
    await change(pair, { type: 'changed', rhythm: { cadence, from: day, minute, zone } });
  };
  const finish = async (pair: PairOverview): Promise<void> => {
    const reached = await vscode.window.showInputBox({
      title: vscode.l10n.t('Finish the Pair'),
      prompt: vscode.l10n.t('What was reached? One sentence; both of you see it.'),
      placeHolder: plainLabel(pair.plan?.goal ?? '', 160),
    });
    if (reached !== undefined) await change(pair, { type: 'finished', reached: reached.slice(0, 400) });
  };
  const end = async (pair: PairOverview): Promise<void> => {
    const until = await askForEnd(title(pair), team.joined.now(), pair.plan?.until);
    if (until !== undefined) await change(pair, { type: 'changed', until });
  };
  const goal = async (pair: PairOverview): Promise<void> => {
    const next = await askForGoal(title(pair), pair.plan!.goal);
    if (next && next !== pair.plan!.goal) await change(pair, { type: 'changed', goal: next });
  };
  const areas = async (pair: PairOverview): Promise<void> => {
    const offered = await suggestionsFor(context, team.joined.profile.member);
    const own = offered.find(({ people }) => samePeople(people, pair.agreement.people))?.areas ?? [];
    const next = await askForAreas(title(pair), own, pair.plan!.areas);
    if (next) await change(pair, { type: 'changed', areas: next });
  };
  const length = async (pair: PairOverview): Promise<void> => {
    const rows = lengths.map((minutes) => ({ label: vscode.l10n.t('{0} minutes', minutes), minutes }));
    const chosen = await vscode.window.showQuickPick(rows, { title: title(pair) });
    if (chosen) await change(pair, { type: 'changed', minutes: chosen.minutes });
  };
  const pause = (pair: PairOverview): Promise<void> => change(pair, { type: 'paused' });
  const held = async (pair: PairOverview, row?: PairRow): Promise<void> => {
    const meeting =
      row?.is === 'meeting' ? row.meeting : pair.progress && meetingJustHeld(pair.progress, team.joined.now());
    await change(pair, {
      type: 'held',
      minutes: pair.plan!.minutes,
      ...(meeting ? { meeting: meeting.day } : {}),
    });
  };
  /** Shows what can be done, each with the sentence that says when it fits. */
  const choose = async (
    pair: PairOverview,
    placeHolder: string,
    ways: readonly (readonly [label: string, detail: string, work: (pair: PairOverview) => Promise<unknown>])[],
  ): Promise<void> => {
    const rows = ways.map(([label, detail, work]) => ({ label, detail, work }));
    const chosen = await vscode.window.showQuickPick(rows, { title: title(pair), placeHolder });
    await chosen?.work(pair);
  };
  const t = vscode.l10n.t;
  const asked = ({ state }: PairOverview): boolean => state === 'asked';
  const open = ({ plan }: PairOverview): boolean => plan !== undefined && plan.status !== 'finished';
  const goingOn = ({ plan }: PairOverview): boolean => plan?.status === 'going on';
  const paused = ({ plan }: PairOverview): boolean => plan?.status === 'paused';
  const shared = ({ calendar }: PairOverview): boolean => calendar !== undefined;

  return [
    vscode.commands.registerCommand('whoknows.proposePair', (suggested?: { pair?: SuggestedPair }) =>
      run(() => propose(context, suggested?.pair)),
    ),
    vscode.commands.registerCommand('whoknows.keepApart', (row?: { pair?: SuggestedPair }) =>
      run(() => keepApart(context, row?.pair)),
    ),
    command('agreePair', asked, (pair) => pairing.agreeToPair(team.joined, pair)),
    command('agreePairOtherTime', asked, async (pair) => {
      const { minutes } = pair.agreement;
      const chosen = await askForRhythm(team, othersLast(pair, team.joined.profile.member), title(pair), minutes);
      if (!chosen) return;
      await pairing.agreeToPair(team.joined, pair);
      const { cadence, day, minute, zone } = chosen;
      const agreed = pairing.pairsOf(team.joined).find(({ id }) => id === pair.id) ?? pair;
      await change(agreed, { type: 'changed', rhythm: { cadence, from: day, minute, zone } });
    }),
    command('refusePair', asked, (pair) => pairing.refusePair(team.joined, pair)),
    command('meetingHeld', goingOn, held),
    command('moveMeeting', goingOn, move),
    command('skipMeeting', goingOn, async (pair, row) => {
      const meeting = meetingOf(pair, row);
      if (!meeting) return nothingPlanned();
      await change(pair, { type: 'skipped', meeting: meeting.day });
    }),
    command('pausePair', goingOn, pause),
    command('resumePair', paused, (pair) =>
      change(pair, { type: 'resumed', from: dayToGoOn(pair.plan!, team.joined.now()) }),
    ),
    command('finishPair', open, finish),
    command('changePairGoal', open, goal),
    command('changePairRhythm', goingOn, rhythm),
    command('changePairAreas', open, areas),
    command('changePair', open, (pair) =>
      choose(pair, t('What should change?'), [
        [t('The goal'), plainLabel(pair.plan!.goal, 160), goal],
        [t('What it is about'), plainLabel(pair.plan!.areas.join(', '), 160), areas],
        [t('How often, and when'), t('Times within the working hours of both'), rhythm],
        [t('How long a meeting is'), t('{0} minutes', pair.plan!.minutes), length],
        [t('The end date'), pair.plan!.until ?? t('no end date'), end],
      ]),
    ),
    command('pairDrifts', goingOn, (pair) =>
      choose(pair, t('The last two meetings did not happen. That is normal; what fits now?'), [
        [t('We did meet'), t('The last meeting counts as held'), held],
        [t('Move the next meeting…'), t('Times within the working hours of both'), move],
        [t('Meet less often, or at another time…'), t('A new rhythm from then on'), rhythm],
        [t('Pause'), t('Nothing is planned until you go on'), pause],
        [t('Finish…'), t('With what was reached'), finish],
      ]),
    ),
    command('pairEnds', goingOn, (pair) =>
      choose(pair, t('The end date has come.'), [
        [t('Finish…'), t('With what was reached'), finish],
        [t('Go on…'), t('With a new end date, or none'), end],
      ]),
    ),
    command('pairCalendar', open, (pair) => shareCalendar(context, pair)),
    command('copyPairCalendar', shared, (pair) => copyAddress(context, pair.calendar!.path)),
    command('revokePairCalendar', shared, async (pair) => {
      await pairing.revokePairCalendar(team.joined, pair);
      void vscode.window.showInformationMessage(t('The address is gone; calendars that subscribed see it no more.'));
    }),
    command('savePairCalendar', open, (pair) => saveCalendar(context, pair)),
    vscode.commands.registerCommand('whoknows.openAgendaItem', (row: PairRow) => run(() => openItem(context, row))),
  ];
}

async function pick(context: ExtensionContext, pairs: readonly PairOverview[]): Promise<PairOverview | undefined> {
  if (pairs.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('There is no pair for this now.'));
    return undefined;
  }
  if (pairs.length === 1) return pairs[0];
  const rows = pairs.map((pair) => ({
    label: namesOf(context, pair),
    description: plainLabel(pair.plan?.goal ?? pair.agreement.goal, 100),
    pair,
  }));
  return (await vscode.window.showQuickPick(rows, { placeHolder: vscode.l10n.t('Which pair?') }))?.pair;
}

/** Proposes a pair: the suggested one, or one with whom the user chooses, those first from whom most can be learned and who can learn most. */
async function propose(context: ExtensionContext, suggested: SuggestedPair | undefined): Promise<void> {
  const { team } = context;
  const client = team.joined;
  const me = client.profile.member;
  const { ownFirst } = await import('../app/suggestedPairs.ts');
  let chosen = suggested;
  let people: Id[] | undefined;
  if (suggested) {
    const members = suggested.people.flatMap(({ member }) => member ?? []);
    if (members.length < suggested.people.length)
      throw new Error(vscode.l10n.t('Not all of them are in your team yet. Invite them first.'));
    people = members.sort((a, b) => Number(b === me) - Number(a === me));
  } else {
    const suggestions = await suggestionsFor(context, me);
    const withOf = new Map(
      suggestions.flatMap((pair) =>
        pair.people.length === 2
          ? pair.people.flatMap(({ member }) => (member && member !== me ? [[member, pair] as const] : []))
          : [],
      ),
    );
    const others = team.others();
    if (others.length === 0) throw new Error(vscode.l10n.t('Nobody else is in your team yet. Invite somebody first.'));
    const place = (id: Id): number => [...withOf.keys()].indexOf(id) >>> 0;
    const rows = others
      .map(({ id }) => ({ id, pair: withOf.get(id) }))
      .sort((a, b) => place(a.id) - place(b.id))
      .map(({ id, pair }) => ({
        label: team.nameOf(id),
        description: pair?.inBestSet ? vscode.l10n.t('fits best') : '',
        ...(pair
          ? {
              detail: plainLabel(
                ownFirst(pair, me)
                  .map(({ sentence }) => sentence)
                  .join(' '),
                400,
              ),
            }
          : {}),
        id,
        pair,
      }));
    const who = await vscode.window.showQuickPick(rows, {
      title: vscode.l10n.t('Propose a Pair'),
      placeHolder: vscode.l10n.t('With whom?'),
      matchOnDetail: true,
    });
    if (!who) return;
    people = [me, who.id];
    chosen = who.pair;
  }
  const gains = chosen ? ownFirst(chosen, me) : [];
  const agreement = await askForAgreement(team, people, {
    areas: chosen?.areas ?? [],
    goal: gains.find(({ goal }) => goal)?.goal,
  });
  if (agreement)
    await pairing.proposePair(
      client,
      agreement,
      gains.map(({ sentence }) => sentence),
    );
}

/** Asks with whom the user does not want to be paired: their own word, which nobody else learns of. */
async function keepApart({ team }: ExtensionContext, suggested: SuggestedPair | undefined): Promise<void> {
  const { notWith, sayNotWith } = await import('../app/notWith.ts');
  const client = team.joined;
  const said = new Set([...notWith(client), ...(suggested?.people.flatMap(({ member }) => member ?? []) ?? [])]);
  const rows = team.others().map(({ id }) => ({ label: team.nameOf(id), id, picked: said.has(id) }));
  if (rows.length === 0) throw new Error(vscode.l10n.t('Nobody else is in your team yet. Invite somebody first.'));
  const picked = await vscode.window.showQuickPick(rows, {
    title: vscode.l10n.t('Whom Not to Be Paired With'),
    placeHolder: vscode.l10n.t('You are not proposed to each other here. Nobody is told.'),
    canPickMany: true,
  });
  if (!picked) return;
  await sayNotWith(
    client,
    picked.map(({ id }) => id),
  );
  await vscode.commands.executeCommand('whoknows.refreshLearning');
}

/** Partners that history suggests; none where there is no history to read. */
async function suggestionsFor(context: ExtensionContext, member: Id): Promise<SuggestedPair[]> {
  try {
    const [{ suggestedPairs }, found] = await Promise.all([
      import('../app/suggestedPairs.ts'),
      knowledgeInFront(context),
    ]);
    return found ? suggestedPairs(found.knowledge, context.team.joined, { around: member, say: vscode.l10n.t }) : [];
  } catch (error) {
    context.log(error);
    return [];
  }
}

const samePeople = (people: SuggestedPair['people'], members: readonly string[]): boolean =>
  people.length === members.length && people.every(({ member }) => member !== undefined && members.includes(member));

/** The pair’s people, this user first: times are proposed by their clock. */
const othersLast = ({ agreement }: PairOverview, me: Id): Id[] =>
  [...agreement.people].sort((a, b) => Number(b === me) - Number(a === me));

const meetingOf = (
  { progress }: PairOverview,
  row?: PairRow,
): { readonly day: Day; readonly at: number } | undefined => (row?.is === 'meeting' ? row.meeting : progress?.next);

function nothingPlanned(): void {
  void vscode.window.showInformationMessage(vscode.l10n.t('No meeting is planned. Set a rhythm first.'));
}

async function shareCalendar(context: ExtensionContext, pair: PairOverview): Promise<void> {
  const label = await vscode.window.showInputBox({
    title: vscode.l10n.t('Calendar Address'),
    prompt: vscode.l10n.t(
      'What calendars show. The relay holds it, and the times, where it can read them; nothing else.',
    ),
    value: pair.calendar?.label ?? vscode.l10n.t('Pairing'),
    ignoreFocusOut: true,
  });
  if (label === undefined) return;
  await copyAddress(context, await pairing.publishPairCalendar(context.team.joined, pair, label));
}

async function copyAddress({ team }: ExtensionContext, feedPath: string): Promise<void> {
  const address = `${team.joined.profile.address.replace(/^ws/, 'http').replace(/\/v1$/, '')}${feedPath}`;
  if (!(await copyText(address))) return;
  void vscode.window.showInformationMessage(
    vscode.l10n.t(
      'The calendar’s private address is in the clipboard: subscribe to it in your calendar. Whoever has it can read the times.',
    ),
  );
}

async function saveCalendar({ team }: ExtensionContext, pair: PairOverview): Promise<void> {
  const label = pair.calendar?.label ?? vscode.l10n.t('Pairing');
  const text = await pairing.pairCalendarText(team.joined, pair, label);
  const folder = workspaceFolderInFront();
  const uri = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Save the Meetings as a Calendar File'),
    filters: { iCalendar: ['ics'] },
    ...(folder ? { defaultUri: vscode.Uri.file(path.join(folder, 'pairing.ics')) } : {}),
  });
  if (uri && text !== undefined) await vscode.workspace.fs.writeFile(uri, Buffer.from(text));
}

/** Opens what an item of an agenda is about: the commit, else the file or folder. */
async function openItem(context: ExtensionContext, row: PairRow): Promise<void> {
  if (row.is !== 'item') return;
  const found = await knowledgeInFront(context);
  if (!found) return;
  const { commit, path: place, text } = row.item;
  if (commit !== undefined) return openCommit(found.knowledge, { oid: commit, subject: text });
  const uri = vscode.Uri.file(path.join(found.knowledge.repository.folder, place!));
  const stat = await vscode.workspace.fs.stat(uri);
  if (stat.type & vscode.FileType.Directory) await vscode.commands.executeCommand('revealInExplorer', uri);
  else await vscode.window.showTextDocument(uri);
}
