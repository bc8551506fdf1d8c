import * as vscode from 'vscode';
import { countLines } from '../app/suggestedEdit.ts';
import type { RecordView, RequestView } from '../client/teamView.ts';
import type { LinkAction } from '../mentoring/conversationView.ts';
import type { Id } from '../protocol/shapes.ts';
import type { ExtensionContext } from './extensionContext.ts';
import { isLink } from './handOver.ts';
import { isGoingOn, type OpenSession } from './openSession.ts';
import { contents } from './teamModules.ts';

/** A message that the relay has not acknowledged. */
export interface Unsent {
  readonly record: Id;
  readonly text: string;
}

/** One thing said or done in a session, for the thread at the lines and for the panel alike. */
export interface SessionLine {
  /** Null: nobody of the two, but Who Knows itself. */
  readonly by: Id | null;
  /** Ms. */
  readonly at: number;
  readonly kind: 'question' | 'hint' | 'message' | 'edit' | 'sent-edit' | 'handover' | 'unsent';
  /** What a person wrote, or, where there are links, words of our own. */
  readonly text: string;
  readonly label?: string | undefined;
  /** Ways to our own commands; what a teammate wrote is never part of such a line. */
  readonly links: readonly { readonly title: string; readonly does: LinkAction; readonly record: Id }[];
}

/** The conversation of a session from its beginning. Made from the team's records each time, so it needs no state of its own. */
export function sessionLines(
  context: ExtensionContext,
  view: RequestView,
  session: OpenSession,
  unsent: readonly Unsent[],
): SessionLine[] {
  const me = context.team.joined.profile.member;
  const records = recordsOf(context, view.id);
  const answers = new Map<string, string>();
  for (const { kind, content } of records) {
    const answer = kind === 'edit-answer' ? contents['edit-answer'].safeParse(content) : undefined;
    if (answer?.success) answers.set(answer.data.edit, answer.data.answer);
  }
  const hint = view.role === 'helper' ? hintOf(session) : undefined;
  const { asker, askedAt, acceptedAt } = view.state;
  return [
    { by: asker, at: askedAt, kind: 'question', text: questionText(view, session, me), links: [] },
    ...(hint ? [{ by: null, at: acceptedAt ?? askedAt, kind: 'hint', text: hint, links: [] } as const] : []),
    ...records.flatMap((record) => lineOf(context, record, view, answers.get(record.id)) ?? []),
    ...unsent.map(
      ({ text }): SessionLine => ({
        by: me,
        at: Date.now(),
        kind: 'unsent',
        text,
        label: vscode.l10n.t('waits until the relay can be reached'),
        links: [],
      }),
    ),
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
  if (question?.tried) parts.push(`${vscode.l10n.t('Tried:')} ${question.tried}`);
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

function lineOf(
  context: ExtensionContext,
  { id: record, by, at, kind, content }: RecordView,
  view: RequestView,
  answer: string | undefined,
): SessionLine | undefined {
  const mine = by === context.team.joined.profile.member;
  switch (kind) {
    case 'message': {
      const message = contents.message.safeParse(content);
      return message.success ? { by, at, kind, text: message.data.text, links: [] } : undefined;
    }
    case 'edit': {
      const edit = contents.edit.safeParse(content);
      if (!edit.success) return undefined;
      const { added, removed } = countLines(edit.data);
      const applies = !mine && answer !== 'applied' && isGoingOn(view);
      return {
        by,
        at,
        kind: mine ? 'sent-edit' : 'edit',
        text: vscode.l10n.t('Suggests an edit: {0}.', lineWords(added, removed)),
        ...(answer === undefined
          ? {}
          : { label: answer === 'applied' ? vscode.l10n.t('applied') : vscode.l10n.t('taken back') }),
        links: [
          { title: vscode.l10n.t('Show the difference'), does: 'showEdit', record },
          ...(applies ? [{ title: vscode.l10n.t('Apply'), does: 'applyEdit', record } as const] : []),
        ],
      };
    }
    case 'handover': {
      const handover = contents.handover.safeParse(content);
      if (!handover.success || !isLink(handover.data.url)) return undefined;
      return {
        by,
        at,
        kind,
        text: mine
          ? vscode.l10n.t('You sent a link to go on in a call or a shared editor.')
          : vscode.l10n.t('Suggests to go on in a call or a shared editor.'),
        links: [{ title: vscode.l10n.t('Open the link…'), does: 'openHandover', record }],
      };
    }
    default:
      return undefined;
  }
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
