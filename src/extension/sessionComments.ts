import * as vscode from 'vscode';
import { countLines } from '../app/suggestedEdit.ts';
import type { RecordView, RequestView } from '../client/teamView.ts';
import type { Id } from '../protocol/shapes.ts';
import type { ExtensionContext } from './extensionContext.ts';
import { isLink } from './handOver.ts';
import { initialsPicture } from './initials.ts';
import { isGoingOn, type OpenSession } from './openSession.ts';
import { plainMarkdown } from './plainMarkdown.ts';
import { contents } from './teamModules.ts';

/** A message that the relay has not acknowledged. */
export interface Unsent {
  readonly record: Id;
  readonly text: string;
}

/** The conversation of a session from its beginning, as the editor shows it. Drawn from the team's records each time. */
export function sessionComments(
  context: ExtensionContext,
  view: RequestView,
  session: OpenSession,
  unsent: readonly Unsent[],
): vscode.Comment[] {
  const me = context.team.joined.profile.member;
  const records = recordsOf(context, view.id);
  const answers = new Map<string, string>();
  for (const { kind, content } of records) {
    const answer = kind === 'edit-answer' ? contents['edit-answer'].safeParse(content) : undefined;
    if (answer?.success) answers.set(answer.data.edit, answer.data.answer);
  }
  const hint = view.role === 'helper' ? hintOf(session) : undefined;
  return [
    comment(context, view.state.asker, questionText(view, session, me), view.state.askedAt, 'question'),
    ...(hint
      ? [
          {
            ...comment(context, null, hint, view.state.acceptedAt ?? 0, 'hint'),
            author: { name: 'Who Knows', iconPath: initialsPicture('whoknows', 'Who Knows') },
          },
        ]
      : []),
    ...records.flatMap((record) => commentOf(context, record, view, answers.get(record.id)) ?? []),
    ...unsent.map(({ text }) => ({
      ...comment(context, me, text, Date.now(), 'unsent'),
      label: vscode.l10n.t('waits until the relay can be reached'),
    })),
  ];
}

/** What was said in a session so far, in its order. */
export function recordsOf(context: ExtensionContext, session: Id): RecordView[] {
  return [...(context.team.client?.team.records.values() ?? [])]
    .filter(({ scope }) => 'session' in scope && scope.session === session)
    .sort((a, b) => a.offset - b.offset);
}

function questionText({ question, state }: RequestView, { place }: OpenSession, me: Id): string {
  const parts = [question?.question ?? ''];
  if (question?.tried) parts.push(`*${vscode.l10n.t('Tried:')}* ${question.tried}`);
  if (place.is === 'file' && !place.certain && question?.code && state.asker !== me)
    parts.push(
      `${vscode.l10n.t('As the asker sees it:')}\n\`\`\`${fence(question.language)}\n${question.code.replaceAll('```', "'''")}\n\`\`\``,
    );
  return parts.join('\n\n');
}

/** What the helper has to know about the place, in one sentence. */
function hintOf({ place }: OpenSession): string | undefined {
  if (place.is === 'file')
    return place.certain ? undefined : vscode.l10n.t('These lines differ in your clone; this is the likeliest place.');
  return {
    'no-clone': vscode.l10n.t(
      'You have no clone of this repository open, so this is how the asker sees it, to read only.',
    ),
    'no-file': vscode.l10n.t(
      'You do not have this file on your branch, so this is how the asker sees it, to read only.',
    ),
    'lines-only': vscode.l10n.t('You do not have this file, so here are the lines in question, to read only.'),
  }[place.why];
}

function commentOf(
  context: ExtensionContext,
  record: RecordView,
  view: RequestView,
  answer: string | undefined,
): vscode.Comment | undefined {
  const mine = record.by === context.team.joined.profile.member;
  const argument = encodeURIComponent(JSON.stringify([record.id]));
  const link = (title: string, command: string) => `[${title}](command:${command}?${argument})`;
  /** A comment of our own words with links to our own commands; what a teammate wrote is never part of it. */
  const ours = (contextValue: string, text: string, commands: readonly string[]): vscode.Comment => {
    const body = new vscode.MarkdownString(text);
    body.isTrusted = { enabledCommands: commands };
    return { ...comment(context, record.by, '', record.at, contextValue), body };
  };
  switch (record.kind) {
    case 'message': {
      const message = contents.message.safeParse(record.content);
      return message.success ? comment(context, record.by, message.data.text, record.at, 'message') : undefined;
    }
    case 'edit': {
      const edit = contents.edit.safeParse(record.content);
      if (!edit.success) return undefined;
      const { added, removed } = countLines(edit.data);
      const links = [
        link(vscode.l10n.t('Show the difference'), 'whoknows.showEdit'),
        ...(mine || answer === 'applied' || !isGoingOn(view)
          ? []
          : [link(vscode.l10n.t('Apply'), 'whoknows.applyEdit')]),
      ];
      const what = vscode.l10n.t('Suggests an edit: {0}.', lineWords(added, removed));
      return {
        ...ours(mine ? 'sent-edit' : 'edit', `${what}\n\n${links.join(' · ')}`, [
          'whoknows.showEdit',
          'whoknows.applyEdit',
        ]),
        ...(answer === undefined
          ? {}
          : { label: answer === 'applied' ? vscode.l10n.t('applied') : vscode.l10n.t('taken back') }),
      };
    }
    case 'handover': {
      const handover = contents.handover.safeParse(record.content);
      if (!handover.success || !isLink(handover.data.url)) return undefined;
      const what = mine
        ? vscode.l10n.t('You sent a link to go on in a call or a shared editor.')
        : vscode.l10n.t('Suggests to go on in a call or a shared editor.');
      return ours('handover', `${what}\n\n${link(vscode.l10n.t('Open the link…'), 'whoknows.openHandover')}`, [
        'whoknows.openHandover',
      ]);
    }
    default:
      return undefined;
  }
}

function comment(
  context: ExtensionContext,
  by: Id | null,
  text: string,
  at: number,
  contextValue: string,
): vscode.Comment {
  const name = context.team.nameOf(by);
  return {
    author: { name, ...(by ? { iconPath: initialsPicture(by, name) } : {}) },
    body: plainMarkdown(text),
    mode: vscode.CommentMode.Preview,
    timestamp: new Date(at),
    contextValue,
  };
}

/** A language's name as the info string of a code block. */
const fence = (language: string | undefined): string => (language ?? '').toLowerCase().replace(/[^a-z0-9+#-]/g, '');

/** “two lines added, one removed”; nothing where nothing is. */
function lineWords(added: number, removed: number): string {
  const lines = (count: number) => (count === 1 ? vscode.l10n.t('one line') : vscode.l10n.t('{0} lines', count));
  return [
    ...(added ? [vscode.l10n.t('{0} added', lines(added))] : []),
    ...(removed ? [vscode.l10n.t('{0} removed', lines(removed))] : []),
  ].join(', ');
}
