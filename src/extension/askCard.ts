import * as vscode from 'vscode';
import { askInTurn, askWhoeverIsFree, type Step } from '../app/askSchedule.ts';
import { availabilityOf } from '../app/availability.ts';
import type { PlaceFacts, Said, StuckAt } from '../app/questionAbout.ts';
import { likelyAnswer, nextSharedHours } from '../app/whatIf.ts';
import type { Question } from '../protocol/contents.ts';
import type { Id } from '../protocol/shapes.ts';
import { ChosenRow } from './chosenRow.ts';
import type { ExtensionContext } from './extensionContext.ts';
import { listNames } from './joining.ts';
import { plainLabel } from './plainLabel.ts';
import { plainMessage } from './plainMessage.ts';
import { standingWords } from './presenceWords.ts';
import { clock, timeOfDay } from './timeOfDay.ts';

export interface AskAbout extends StuckAt {
  /** As in a title: `parser.ts, lines 4–6`. */
  readonly title: string;
  /** Members who may help, best first. The first is asked first. */
  readonly inTurn: readonly Id[];
  /** What stands in the card to begin with. */
  readonly question?: string | undefined;
}

interface Row extends vscode.QuickPickItem {
  readonly does?: 'send' | 'preview' | 'snapshot' | 'free' | 'hidden' | 'urgency' | 'tried' | 'someone';
}

const urgencies = ['today', 'now', 'whenever'] as const;

/**
 * The card: one line for the question, and below it everything that was decided, each changed by choosing it. Enter sends.
 * Resolves when the card is gone; with the request's id if it was sent.
 */
export async function showAskCard(context: ExtensionContext, about: AskAbout): Promise<Id | undefined> {
  const client = context.team.joined;
  if (context.team.others().length === 0)
    throw new Error(vscode.l10n.t('Nobody else is in your team yet. Invite somebody first.'));
  const app = await import('../app/questionAbout.ts');
  const gathering = app.placeFacts(context.host(), about);
  let facts: PlaceFacts | undefined;
  let inTurn = [...about.inTurn];
  let free = inTurn.length === 0;
  let hidden = false;
  let snapshot = false;
  let urgency: (typeof urgencies)[number] = 'today';
  let tried = '';

  const pick = vscode.window.createQuickPick<Row>();
  pick.ignoreFocusOut = true;
  pick.matchOnDescription = false;
  pick.title = vscode.l10n.t('Ask about {0}', plainLabel(about.title));
  pick.placeholder = vscode.l10n.t('What do you want to understand?');
  if (about.question) pick.value = about.question;

  const schedule = (): Step[] => {
    const candidate = (member: Id) => ({ member, presence: availabilityOf(client, member).status });
    const everybody = context.team.others().map(({ id }) => id);
    return free
      ? askWhoeverIsFree(everybody.map(candidate), urgency)
      : askInTurn(inTurn.map(candidate), everybody, urgency);
  };
  const said = (): Said => ({ question: pick.value.trim(), tried, urgency, snapshot, personal: !free });
  const draw = (): void => {
    const steps = schedule();
    const empty = pick.value.trim() === '';
    const whom = free ? vscode.l10n.t('whoever is free') : context.team.nameOf(inTurn[0]!);
    const rows: Row[] = [
      {
        label: `$(send) ${vscode.l10n.t('Ask {0}', whom)}`,
        description: [
          free ? '' : whatIfWords(context, inTurn[0]!),
          empty ? vscode.l10n.t('type your question above, then Enter') : '',
        ]
          .filter(Boolean)
          .join(' · '),
        detail: describeSchedule(context, steps),
        does: 'send',
      },
      {
        label: `$(eye) ${vscode.l10n.t('What leaves this machine')}`,
        detail: describeContent(about, facts, snapshot),
        does: 'preview',
      },
      // There from the beginning: a row that came later would move the others from under the pointer.
      ...(about.text !== undefined
        ? [
            {
              label: snapshot
                ? `$(check) ${vscode.l10n.t('The whole file goes along as you see it')}`
                : `$(circle-large-outline) ${vscode.l10n.t('Send the whole file as you see it?')}`,
              description: describeChange(facts),
              does: 'snapshot',
            } as const,
          ]
        : []),
      {
        label: `$(tools) ${tried ? plainLabel(vscode.l10n.t('Tried: {0}', tried), 90) : vscode.l10n.t('Say what you tried')}`,
        does: 'tried',
      },
      {
        label: `$(watch) ${urgencyWords(urgency)}`,
        description: vscode.l10n.t('how soon the next is asked'),
        does: 'urgency',
      },
      {
        label: `$(person) ${vscode.l10n.t('Ask somebody else first…')}`,
        does: 'someone',
      },
      {
        label: `${free ? '$(check)' : '$(organization)'} ${vscode.l10n.t('Ask whoever is free')}`,
        does: 'free',
      },
      {
        label: hidden
          ? `$(check) ${vscode.l10n.t('Your name is shown only to whoever accepts')}`
          : `$(eye-closed) ${vscode.l10n.t('Ask without showing your name')}`,
        does: 'hidden',
      },
    ];
    const name = chosen.name;
    pick.items = rows.map((row) => ({ ...row, alwaysShow: true }));
    pick.activeItems = [pick.items.find((row) => row.does === name) ?? pick.items[0]!];
  };
  const chosen = new ChosenRow(pick, ({ does }) => does, draw);
  const leave = new Promise<void>((resolve) => pick.onDidHide(() => resolve()));
  let request: Id | undefined;
  let paused = false;
  let sending = false;

  /** Asks something in an input of its own and comes back to the card. */
  const aside = async (work: () => Promise<void>): Promise<void> => {
    const { value } = pick;
    paused = true;
    try {
      await work();
    } finally {
      paused = false;
      pick.show();
      pick.value = value;
      draw();
    }
  };
  const send = async (): Promise<void> => {
    if (pick.value.trim() === '' || sending) return;
    sending = true;
    pick.busy = true;
    try {
      const question = await app.questionFrom(await gathering, said());
      const sent = client.ask({ question, steps: schedule(), hidden });
      request = sent.request;
      context.outgoing.add({ request: sent.request, question, steps: schedule(), done: sent.done });
      pick.hide();
    } finally {
      // What could not be sent can be changed and sent again.
      sending = false;
      pick.busy = false;
    }
  };
  const act = async (): Promise<void> => {
    switch (chosen.name) {
      case 'preview':
        await aside(async () => {
          const question = await app.questionFrom(await gathering, said());
          pick.hide();
          await showPreview(context, question, facts, schedule(), hidden);
        });
        return;
      case 'snapshot':
        snapshot = !snapshot && (await gathering).whole !== undefined;
        break;
      case 'free':
        free = inTurn.length === 0 || !free;
        break;
      case 'hidden':
        hidden = !hidden;
        break;
      case 'urgency':
        urgency = urgencies[(urgencies.indexOf(urgency) + 1) % urgencies.length]!;
        break;
      case 'tried':
        await aside(async () => {
          tried =
            (await vscode.window.showInputBox({
              title: vscode.l10n.t('What did you try?'),
              value: tried,
              ignoreFocusOut: true,
            })) ?? tried;
        });
        return;
      case 'someone':
        await aside(async () => {
          const member = await pickMember(context, vscode.l10n.t('Who shall be asked first?'));
          if (!member) return;
          inTurn = [member, ...inTurn.filter((one) => one !== member)];
          free = false;
        });
        return;
      default:
        await send();
        return;
    }
    draw();
  };
  pick.onDidAccept(() => act().catch(context.showError));
  draw();
  pick.show();
  gathering.then(
    (found) => {
      facts = found;
      draw();
    },
    (error) => context.showError(error),
  );
  try {
    await leave;
    while (paused) await new Promise<void>((resolve) => pick.onDidHide(() => resolve()));
    return request;
  } finally {
    pick.dispose();
  }
}

/** A member of the team, those who are there first. */
export async function pickMember(
  context: ExtensionContext,
  title: string,
  without: readonly Id[] = [],
): Promise<Id | undefined> {
  const order = ['available', 'busy', 'away', 'offline'];
  const items = context.team
    .others()
    .filter(({ id }) => !without.includes(id))
    .map(({ id }) => ({
      label: `$(person) ${context.team.nameOf(id)}`,
      description: standingWords(context.team.joined, id),
      rank: order.indexOf(availabilityOf(context.team.joined, id).status),
      id,
    }))
    .sort((a, b) => a.rank - b.rank || (a.label < b.label ? -1 : 1));
  return (await vscode.window.showQuickPick(items, { title, ignoreFocusOut: true }))?.id;
}

function urgencyWords(urgency: NonNullable<Question['urgency']>): string {
  return {
    now: vscode.l10n.t('It is urgent'),
    today: vscode.l10n.t('Some time today'),
    whenever: vscode.l10n.t('Whenever it suits'),
  }[urgency];
}

/** “Ana has until 14:20, then Kim, then everybody else.” */
function describeSchedule(context: ExtensionContext, steps: readonly Step[]): string {
  const name = ({ candidates }: Step) => listNames(candidates.map((id) => context.team.nameOf(id)));
  const [first, ...rest] = steps;
  if (!first) return '';
  if (rest.length === 0)
    return first.candidates.length === 1
      ? vscode.l10n.t('{0} is asked; nobody else is in the team', name(first))
      : vscode.l10n.t('{0} are asked at once', name(first));
  const until = clock(context.team.joined.now() + first.wait);
  const then = rest.map(name).join(vscode.l10n.t(', then '));
  return first.candidates.length === 1
    ? vscode.l10n.t('{0} has until {1}, then {2}', name(first), until, then)
    : vscode.l10n.t('{0} have until {1}, then {2}', name(first), until, then);
}

/** How somebody can be reached, and what follows from that: `available, usually says yes within 5 minutes`. */
function whatIfWords({ team }: ExtensionContext, member: Id): string {
  const standing = standingWords(team.joined, member);
  const shared = nextSharedHours(team.joined, member);
  if (shared) return `${standing}, ${vscode.l10n.t('you both work {0}–{1}', clock(shared.from), timeOfDay(shared.to))}`;
  const wait = availabilityOf(team.joined, member).status === 'available' && likelyAnswer(team.requests(), member);
  if (!wait) return standing;
  const minutes = Math.ceil(wait / 60_000);
  return `${standing}, ${
    minutes <= 60
      ? vscode.l10n.t('usually comes within {0} min', minutes <= 5 ? 5 : Math.ceil(minutes / 10) * 10)
      : vscode.l10n.t('usually comes within {0} hours', Math.ceil(minutes / 60))
  }`;
}

/** What speaks for sending the whole file. */
function describeChange(facts: PlaceFacts | undefined): string {
  if (!facts) return '';
  if (!facts.whole) return vscode.l10n.t('it is too long for that');
  return facts.changed
    ? vscode.l10n.t('it differs from the last commit')
    : vscode.l10n.t('it is as in the last commit');
}

function describeContent(about: AskAbout, facts: PlaceFacts | undefined, snapshot: boolean): string {
  if (!facts) return vscode.l10n.t('looking…');
  const { place, code, whole } = facts;
  const parts = [
    vscode.l10n.t('your question'),
    about.lines && code
      ? about.lines[0] === about.lines[1]
        ? vscode.l10n.t('line {0} of {1}', about.lines[0], place.path ?? '')
        : vscode.l10n.t('lines {0}–{1} of {2}', about.lines[0], about.lines[1], place.path ?? '')
      : (place.path ?? ''),
    ...(snapshot ? [vscode.l10n.t('the whole file')] : []),
    ...(place.commit ? [vscode.l10n.t('commit {0}', place.commit.slice(0, 8))] : []),
  ];
  const removed = (snapshot ? whole : code)?.found.length ?? 0;
  const secrets =
    removed === 0
      ? ''
      : ` · ${removed === 1 ? vscode.l10n.t('a secret was removed') : vscode.l10n.t('{0} secrets were removed', removed)}`;
  return plainLabel(parts.join(', ') + secrets, 200);
}

/** Shows exactly what is sealed and sent, until the user goes back or closes it: the card would cover it. */
async function showPreview(
  context: ExtensionContext,
  question: Question,
  facts: PlaceFacts | undefined,
  steps: readonly Step[],
  hidden: boolean,
): Promise<void> {
  const { code, snapshot, ...rest } = question;
  const found = [...(facts?.code?.found ?? []), ...(question.snapshot ? (facts?.whole?.found ?? []) : [])];
  const text = [
    `# ${vscode.l10n.t('Exactly this leaves your machine, sealed for the people below')}`,
    '',
    vscode.l10n.t(
      'To: {0}',
      steps.map(({ candidates }) => listNames(candidates.map((id) => context.team.nameOf(id)))).join(' → '),
    ),
    hidden ? vscode.l10n.t('From: nobody, until somebody accepts') : vscode.l10n.t('From: you'),
    ...(found.length
      ? ['', vscode.l10n.t('Removed as secrets: {0}', found.map(({ what, line }) => `${what} (${line})`).join(', '))]
      : []),
    '',
    '```json',
    // Short lists on one line, as people write them.
    JSON.stringify(rest, null, 2).replace(
      /\[\s+([^[\]{}]*?)\s+\]/g,
      (_, items: string) => `[${items.replace(/\s+/g, ' ')}]`,
    ),
    '```',
    ...(code === undefined ? [] : ['', `## ${vscode.l10n.t('The lines')}`, '', '```', code, '```']),
    ...(snapshot === undefined ? [] : ['', `## ${vscode.l10n.t('The whole file')}`, '', '```', snapshot, '```']),
    '',
  ].join('\n');
  const uri = context.documents.put('preview', vscode.l10n.t('What leaves this machine.md'), text);
  await vscode.window.showTextDocument(uri, { preview: true });
  const shown = (tab: vscode.Tab) =>
    tab.input instanceof vscode.TabInputText && tab.input.uri.toString() === uri.toString();
  let listener: vscode.Disposable | undefined;
  const closed = new Promise<void>((resolve) => {
    listener = vscode.window.tabGroups.onDidChangeTabs(({ closed: tabs }) => tabs.some(shown) && resolve());
  });
  const back = vscode.l10n.t('Back to My Question');
  await Promise.race([
    closed,
    vscode.window.showInformationMessage(vscode.l10n.t('Nothing has left yet. Read it in peace.'), back),
  ]);
  listener?.dispose();
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs.filter(shown));
  if (tabs.length) await vscode.window.tabGroups.close(tabs);
}

/** A place for the screen: `parser.ts, lines 4–6`. */
export function placeWords(question: Question | undefined): string {
  const name = plainMessage(question?.path?.split('/').at(-1) ?? '', 80);
  if (!question?.lines || !name) return name;
  const [first, last] = question.lines;
  return first === last
    ? vscode.l10n.t('{0}, line {1}', name, first)
    : vscode.l10n.t('{0}, lines {1}–{2}', name, first, last);
}
