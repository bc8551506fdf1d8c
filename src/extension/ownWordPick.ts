import * as vscode from 'vscode';
import type { Knowledge } from '../app/knowledge.ts';
import type { Saying } from '../app/sayOwnWord.ts';
import type { Helper } from '../app/whoCanHelp.ts';
import type { StatementKind } from '../expertise/statements.ts';
import type { ExtensionContext } from './extensionContext.ts';
import { plainLabel } from './plainLabel.ts';
import { plainMessage } from './plainMessage.ts';
import type { Subject } from './subject.ts';

interface WordItem extends vscode.QuickPickItem {
  readonly says: StatementKind;
  readonly person?: string;
}

/** Somebody who was suggested. `says`: what is said of them is chosen already. */
export interface SaidOf extends Pick<Helper, 'name' | 'email'> {
  readonly says?: 'wrong';
}

/** Asks what the user wants to say about a file or folder, or about somebody who was suggested for it; remembers it. */
export async function pickOwnWord(
  context: ExtensionContext,
  knowledge: Knowledge,
  subject: Subject,
  helper?: SaidOf,
): Promise<void> {
  const title = plainLabel(subject.title);
  const items: WordItem[] = [
    { says: 'know', label: vscode.l10n.t('I know this'), detail: vscode.l10n.t('You are named first.') },
    { says: 'forget', label: vscode.l10n.t('I no longer know this'), detail: vscode.l10n.t('You are not named.') },
    {
      says: 'learn',
      label: vscode.l10n.t('I’d like to learn this'),
      detail: vscode.l10n.t('Whoever asks about it is told.'),
    },
    {
      says: 'not-me',
      label: vscode.l10n.t('Don’t suggest me here'),
      detail: vscode.l10n.t('You are not named, and nobody is told why.'),
    },
  ];
  if (helper?.email)
    items.unshift({
      says: 'wrong',
      person: helper.email,
      label: vscode.l10n.t('{0} is the wrong person for this', plainLabel(helper.name)),
      detail: vscode.l10n.t('They are named last from now on.'),
    });
  const chosen =
    items.find(({ says }) => says === helper?.says) ??
    (await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Your own word on {0}', title) }));
  if (!chosen) return;
  const [{ sayOwnWord, takeBackOwnWord }, { repositoryPaths }] = await Promise.all([
    import('../app/sayOwnWord.ts'),
    import('../app/whoCanHelp.ts'),
  ]);
  const sayings = repositoryPaths(knowledge, subject.folder, subject.paths).map(
    (path): Saying => ({ kind: chosen.says, path, person: chosen.person }),
  );
  const { client } = context.team;
  for (const saying of sayings) await sayOwnWord(context.host(), knowledge, saying, client);
  context.answered(knowledge);
  const undo = vscode.l10n.t('Undo');
  const [what, where] = [plainMessage(chosen.label), plainMessage(subject.title)];
  const answer = await vscode.window.showInformationMessage(
    client
      ? vscode.l10n.t('Remembered, and your team is told, sealed: “{0}”, for {1}.', what, where)
      : vscode.l10n.t(
          'Remembered on this machine: “{0}”, for {1}. In a team, the others would know it too.',
          what,
          where,
        ),
    undo,
  );
  if (answer !== undo) return;
  for (const saying of sayings) await takeBackOwnWord(context.host(), knowledge, saying, context.team.client);
  context.answered(knowledge);
}

interface PairItem extends vscode.QuickPickItem {
  readonly pair: readonly [string, string];
}

/** Shows addresses that may belong to one person, with what speaks for it, and remembers the user's word on each. */
export async function pickSamePerson(context: ExtensionContext, knowledge: Knowledge): Promise<void> {
  const app = await import('../app/samePerson.ts');
  const host = context.host();
  const items = app.samePersonQuestions(knowledge).map(
    ({ a, b, names, evidence }): PairItem => ({
      label: `$(person) ${plainLabel(names[0], 80)} = ${plainLabel(names[1], 80)} ?`,
      detail: plainLabel(evidence, 300),
      pair: [a, b],
    }),
  );
  if (items.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Nobody here looks like one person under two addresses.'));
    return;
  }
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Same person?'),
    matchOnDetail: true,
  });
  if (!chosen) return;
  const [same, different] = [vscode.l10n.t('One Person'), vscode.l10n.t('Two People')];
  const word = await vscode.window.showQuickPick([same, different], { title: plainLabel(chosen.detail ?? '', 300) });
  if (!word) return;
  const { client } = context.team;
  const told = app.saySamePerson(host, knowledge, ...chosen.pair, word === same, client);
  const undo = vscode.l10n.t('Undo');
  const answer = await vscode.window.showInformationMessage(
    told ? vscode.l10n.t('Remembered, and your team is told, sealed.') : vscode.l10n.t('Remembered on this machine.'),
    undo,
  );
  if (answer === undo) app.takeBackSamePerson(host, knowledge, chosen.pair, client);
}
