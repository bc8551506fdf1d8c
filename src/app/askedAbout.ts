import type { Client } from '../client/createClient.ts';

/** A place and language that somebody asked about. */
export interface AskedAbout {
  readonly path: string | undefined;
  readonly language: string | undefined;
}

/** Days in which a question says that its area is asked about: half a year, as long as work counts as work of now. */
const askedDays = 182;

/**
 * What somebody asked about lately, as far as this member has seen: their own questions, those that reached them, and sessions in their
 * log. What a session solved is left out: somebody could teach it.
 */
export function askedAbout(client: Client): AskedAbout[] {
  const since = client.now() - askedDays * 86_400_000;
  const asked: AskedAbout[] = [];
  const settled = new Set<string>();
  for (const { session, outcome, area, language, endedAt } of client.log.entries()) {
    if (outcome === 'solved') settled.add(session);
    else if (endedAt >= since) asked.push({ path: area, language });
  }
  for (const [id, { question, state }] of client.team.requests)
    if (question && state.askedAt >= since && !settled.has(id))
      asked.push({ path: question.path, language: question.language });
  return asked;
}
