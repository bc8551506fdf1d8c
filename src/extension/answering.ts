import * as vscode from 'vscode';
import type { Knowledge } from '../app/knowledge.ts';
import type { TeamSays } from '../app/teamSays.ts';
import type { Answer } from '../app/whoCanHelp.ts';
import type { Id } from '../protocol/shapes.ts';
import type { ExtensionContext } from './extensionContext.ts';
import type { Subject } from './subject.ts';

/** An answer with what it rests on, as the list, the view, the status bar, the hover and the card all show it. */
export interface AnswerAbout {
  readonly knowledge: Knowledge;
  readonly answer: Answer;
  /** Which of the people that history knows are in the user's team. */
  readonly members: ReadonlyMap<number, Id>;
  readonly team: TeamSays | undefined;
}

const shared = new WeakSet<Knowledge['repository']>();

/**
 * Who can help with a subject: history, what people said of themselves, finished help sessions, and whose turn it is. `onPartial` hears what
 * the newest commits say while the rest is read. Rejects with an error that has a sentence.
 */
export async function answerAbout(
  context: ExtensionContext,
  subject: Subject,
  onPartial?: (about: AnswerAbout) => void,
): Promise<AnswerAbout> {
  let complete = false;
  const knowledge = await context.knowledge.get(
    subject.folder,
    onPartial &&
      ((partial) => {
        answerFrom(context, subject, partial)
          .then((about) => complete || onPartial(about))
          .catch(context.log);
      }),
  );
  complete = true;
  return answerFrom(context, subject, knowledge);
}

async function answerFrom(context: ExtensionContext, subject: Subject, knowledge: Knowledge): Promise<AnswerAbout> {
  const app = await import('../app/whoCanHelp.ts');
  const paths = app.repositoryPaths(knowledge, subject.folder, subject.paths);
  const team = await teamOf(context, knowledge);
  const answer = app.whoCanHelp(knowledge, paths, {
    asker: await app.ownEmail(knowledge),
    team,
    say: vscode.l10n.t,
  });
  return { knowledge, answer, members: team?.members ?? new Map(), team };
}

async function teamOf(context: ExtensionContext, knowledge: Knowledge) {
  const { client } = context.team;
  if (!client || client.profile.teamKey === null) return undefined;
  const { teamSays } = await import('../app/teamSays.ts');
  if (!knowledge.partial && !shared.has(knowledge.repository)) {
    // What was said here before there was a team is shared once somebody asks.
    shared.add(knowledge.repository);
    const [{ shareAll }, { shareEarlierDecisions }] = await Promise.all([
      import('../app/sharedWord.ts'),
      import('../app/shareEarlierDecisions.ts'),
    ]);
    shareAll(client, knowledge).catch(context.log);
    shareEarlierDecisions(client, knowledge);
  }
  return teamSays(client, knowledge);
}
