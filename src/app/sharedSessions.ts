import * as z from 'zod';
import type { Client } from '../client/createClient.ts';
import type { LogEntry } from '../client/mentoringLog.ts';
import type { Id } from '../protocol/shapes.ts';
import { id } from '../protocol/shapes.ts';

/** Kind `evidence`: one of the two of a session says that it was held, where both agreed that the team may count it. No words of it. */
const shape = z.object({
  session: id,
  helper: id,
  learner: id,
  path: z.string().max(4096),
  minutes: z.int().nonnegative(),
  outcome: z.enum(['solved', 'partly', 'not solved']),
  /** Ms. */
  endedAt: z.int(),
  roots: z.array(z.string().max(64)).max(16),
});
export type SharedSession = z.infer<typeof shape>;

/** Says this member's half of a confirmed session. Nothing where the two did not agree to it, or where it was said before. */
export function shareSession(client: Client, entry: LogEntry): void {
  const view = client.team.requests.get(entry.session);
  const { helper, asker } = view?.state ?? {};
  const roots = view?.question?.roots;
  if (!entry.counts || !entry.confirmed || !entry.area || !helper || !asker || !roots?.length) return;
  const me = client.profile.member;
  if (halves(client).some(({ by, session }) => by === me && session.session === entry.session)) return;
  const content: SharedSession = {
    session: entry.session,
    helper,
    learner: asker,
    path: entry.area,
    minutes: entry.minutes,
    outcome: entry.outcome,
    endedAt: entry.endedAt,
    roots,
  };
  const slot = `session ${entry.session}`;
  client.addRecord({ kind: 'evidence', scope: { team: true }, content, slot }).done.catch(() => undefined);
}

/** The sessions of the team that both of their people say were held: one alone could make anybody an expert. */
export function sharedSessions(client: Client): SharedSession[] {
  const said = halves(client);
  return said
    .filter(
      ({ by, session }) =>
        by === session.helper &&
        said.some(
          (other) =>
            other.by === session.learner &&
            other.session.session === session.session &&
            other.session.helper === session.helper &&
            other.session.path === session.path,
        ),
    )
    .map(({ session }) => session);
}

function halves(client: Client): { by: Id; session: SharedSession }[] {
  return [...client.team.records.values()].flatMap(({ kind, by, verified, content }) => {
    const session = kind === 'evidence' && verified ? shape.safeParse(content).data : undefined;
    return session ? [{ by, session }] : [];
  });
}
