import * as vscode from 'vscode';
import type { RequestView } from '../client/teamView.ts';
import type { Id } from '../protocol/shapes.ts';
import { pickMember, placeWords } from './askCard.ts';
import type { ExtensionContext } from './extensionContext.ts';
import { plainLabel } from './plainLabel.ts';
import { plainMessage } from './plainMessage.ts';
import { Promises } from './promises.ts';
import type { Sessions } from './sessions.ts';
import { clock } from './timeOfDay.ts';

/** Milliseconds that “Later” promises at first. */
const halfAnHour = 30 * 60_000;

/** Being asked, and hearing what became of what one asked. */
export function registerOffers(context: ExtensionContext, sessions: Sessions): void {
  const { team } = context;
  const answer = {
    accept: async (id: Id) => {
      const { profile, team: known } = team.joined;
      // Another window of the same person may have been quicker.
      if (known.requests.get(id)?.state.helper !== profile.member) await team.joined.accept(id).done;
      await sessions.goTo(id);
    },
    later: async (id: Id, ms = halfAnHour) => {
      await team.joined.later(id, ms).done;
    },
    pass: async (id: Id) => {
      const view = team.joined.team.requests.get(id);
      const asker = view?.state.asker;
      const to = await pickMember(context, vscode.l10n.t('Who knows this better?'), asker ? [asker] : []);
      if (to) await team.joined.pass(id, to).done;
    },
    decline: async (id: Id) => {
      await team.joined.decline(id).done;
    },
  };
  const choose = async (id: Id): Promise<void> => {
    const view = team.joined.team.requests.get(id);
    if (!view) return;
    if (view.role !== 'candidate') return view.state.helper === null ? chooseMine(context, view) : sessions.goTo(id);
    await chooseOffer(context, view, answer);
  };
  const commands: Record<string, (id: Id) => Promise<void>> = {
    'whoknows.openRequest': choose,
    'whoknows.acceptRequest': answer.accept,
    'whoknows.laterRequest': (id) => answer.later(id),
    'whoknows.passRequest': answer.pass,
    'whoknows.declineRequest': answer.decline,
    'whoknows.withdrawRequest': async (id) => void (await team.joined.withdraw(id).done),
    'whoknows.widenRequest': (id) => widen(context, id),
  };
  for (const [name, run] of Object.entries(commands))
    context.subscriptions.push(
      vscode.commands.registerCommand(name, (row?: Id | { view?: RequestView }) => {
        const id = typeof row === 'string' ? row : row?.view?.id;
        return id ? run(id).catch(context.showError) : undefined;
      }),
    );

  const notify = async (view: RequestView, words: string): Promise<void> => {
    if (!view.question?.personal || team.isQuiet) return;
    const accept = vscode.l10n.t('I Can Help');
    const later = vscode.l10n.t('In 30 Min');
    const more = vscode.l10n.t('More…');
    const chosen = await vscode.window.showInformationMessage(words, accept, later, more);
    if (chosen === accept) await answer.accept(view.id);
    if (chosen === later) await answer.later(view.id);
    if (chosen === more) await choose(view.id);
  };
  /** The request as it stands now, if this person can still answer it. */
  const stillOffered = (id: Id): RequestView | undefined => {
    const view = team.client?.team.requests.get(id);
    const mine = view && team.client && view.state.offers[team.client.profile.member];
    return view?.role === 'candidate' && view.state.status === 'open' && (mine === 'offered' || mine === 'later')
      ? view
      : undefined;
  };
  const promises = new Promises(context, (id) => {
    const view = stillOffered(id);
    if (view) notify(view, promiseWords(context, view)).catch(context.showError);
  });
  context.subscriptions.push(
    promises,
    team.onDidHear((event) => {
      if (event.type !== 'request' || event.replayed) return;
      const { request, event: what } = event;
      const { id } = request;
      if (what.type === 'request.offered' && request.role === 'candidate')
        team.whenCaughtUp(`offer ${id}`, () => {
          const view = stillOffered(id);
          if (view) notify(view, offerWords(context, view)).catch(context.showError);
        });
      if (what.type === 'request.accepted' && request.role === 'asker')
        team.whenCaughtUp(`helper ${id}`, () => sessions.helperCame(request).catch(context.showError));
      if (what.type === 'request.unanswered')
        team.whenCaughtUp(`answer ${id}`, () => unanswered(context, id).catch(context.showError));
    }),
  );
}

/** “Kim asks about parser.ts, lines 4–6: “Why?””. */
function offerWords({ team }: ExtensionContext, { question, state }: RequestView): string {
  const name = plainMessage(team.nameOf(state.asker), 80);
  const text = plainMessage(question?.question ?? '', 140);
  const place = placeWords(question);
  return place
    ? vscode.l10n.t('{0} asks about {1}: “{2}”', name, place, text)
    : vscode.l10n.t('{0} asks: “{1}”', name, text);
}

function promiseWords({ team }: ExtensionContext, { question, state }: RequestView): string {
  const text = plainMessage(question?.question ?? '', 140);
  return vscode.l10n.t('{0} counts on you now, as you said: “{1}”', plainMessage(team.nameOf(state.asker), 80), text);
}

interface Answers {
  accept(id: Id): Promise<void>;
  later(id: Id, ms?: number): Promise<void>;
  pass(id: Id): Promise<void>;
  decline(id: Id): Promise<void>;
}

async function chooseOffer(context: ExtensionContext, view: RequestView, answer: Answers): Promise<void> {
  const { question, state } = view;
  type Item = vscode.QuickPickItem & { run?: () => Promise<void> };
  const items: Item[] = [
    {
      label: `$(check) ${vscode.l10n.t('I can help')}`,
      description: placeWords(question),
      detail: vscode.l10n.t('Opens the place in your editor'),
      run: () => answer.accept(view.id),
    },
    {
      label: `$(clock) ${vscode.l10n.t('In 30 minutes')}`,
      description: clock(Date.now() + halfAnHour),
      run: () => answer.later(view.id),
    },
    {
      label: `$(clock) ${vscode.l10n.t('In two hours')}`,
      description: clock(Date.now() + 4 * halfAnHour),
      run: () => answer.later(view.id, 4 * halfAnHour),
    },
    { label: `$(arrow-right) ${vscode.l10n.t('Pass on to somebody…')}`, run: () => answer.pass(view.id) },
    {
      label: `$(circle-slash) ${vscode.l10n.t('Not now')}`,
      detail: vscode.l10n.t('Nobody is told and nobody counts; the next person is asked'),
      run: () => answer.decline(view.id),
    },
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('{0} asks', context.team.nameOf(state.asker)),
    placeHolder: plainLabel(
      [question?.question ?? '', question?.tried ? vscode.l10n.t('Tried: {0}', question.tried) : '']
        .filter(Boolean)
        .join(' — '),
      400,
    ),
  });
  await picked?.run?.();
}

async function chooseMine(context: ExtensionContext, view: RequestView): Promise<void> {
  type Item = vscode.QuickPickItem & { run: () => Promise<void> };
  const items: Item[] = [
    { label: `$(person-add) ${vscode.l10n.t('Ask somebody else too…')}`, run: () => widen(context, view.id) },
    {
      label: `$(close) ${vscode.l10n.t('Withdraw the question')}`,
      run: async () => void (await context.team.joined.withdraw(view.id).done),
    },
  ];
  const picked = await vscode.window.showQuickPick(items, { title: plainLabel(view.question?.question ?? '', 120) });
  await picked?.run();
}

async function widen(context: ExtensionContext, id: Id): Promise<void> {
  const asked = Object.keys(context.team.joined.team.requests.get(id)?.state.keys ?? {});
  const open = context.team.others().some((member) => !asked.includes(member.id));
  const to = open ? await pickMember(context, vscode.l10n.t('Who else shall be asked?'), asked) : undefined;
  if (to) await context.team.joined.widen(id, [to]).done;
  else if (!open) await context.team.joined.widen(id).done;
}

async function unanswered(context: ExtensionContext, id: Id): Promise<void> {
  const view = context.team.client?.team.requests.get(id);
  if (view?.state.status !== 'unanswered') return;
  const ask = vscode.l10n.t('Ask Somebody Else');
  const chosen = await vscode.window.showInformationMessage(
    vscode.l10n.t(
      'Nobody who was asked can help right now with “{0}”. Your question stays open.',
      plainMessage(view.question?.question ?? '', 100),
    ),
    ask,
  );
  if (chosen === ask) await widen(context, id);
}
