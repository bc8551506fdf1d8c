import type { Client } from '../client/createClient.ts';
import { type Say, sayPlainly } from '../expertise/say.ts';
import { type AgendaItem, agendaFor } from '../mentoring/agenda.ts';
import type { Knowledge } from './knowledge.ts';
import { pairAgenda } from './pairAgenda.ts';
import type { PairOverview } from './pairing.ts';
import { membersAsPeople } from './teamSays.ts';

/**
 * What the people of a pair could talk about next (P9): their open questions as far as this member may know them, what the last
 * session of the two left behind, their recent commits in the goal's areas, and the goal. Without `knowledge` the commits are left out.
 */
export async function nextMeetingAgenda(
  client: Client,
  pair: PairOverview,
  knowledge?: Knowledge,
  signal?: AbortSignal,
  say: Say = sayPlainly,
): Promise<AgendaItem[]> {
  const plan = pair.plan ?? pair.agreement;
  const { goal, areas, people } = plan;
  const questions = openQuestions(client, people);
  const lastTime = lastLearned(client, people);
  if (!knowledge) return agendaFor({ goal, areas, questions, commits: [], lastTime }, say);
  const personOf = membersAsPeople(client, knowledge);
  const known = people.flatMap((member) => {
    const person = personOf.get(member);
    return person === undefined ? [] : [{ person, name: memberName(client, member) }];
  });
  return pairAgenda(knowledge, { people: known, goal, areas, questions, lastTime }, signal, say);
}

/** Questions of the pair's people that are not answered, oldest first. Of the others only those that reached this member under their name. */
function openQuestions(client: Client, people: readonly string[]) {
  return [...client.team.requests.values()]
    .filter(({ state, question }) => {
      const isOpen = state.status === 'open' || state.status === 'unanswered' || state.status === 'active';
      return isOpen && question !== undefined && state.asker !== null && people.includes(state.asker);
    })
    .sort((a, b) => a.state.askedAt - b.state.askedAt)
    .map(({ state, question }) => ({
      by: memberName(client, state.asker!),
      text: question!.question,
      ...(question!.path === undefined ? {} : { path: question!.path }),
    }));
}

/** What was learned in the latest confirmed session of these people, from this member's own log. */
function lastLearned(client: Client, people: readonly string[]): string | undefined {
  return client.log
    .entries()
    .filter(({ confirmed, learned, session }) => {
      const state = client.team.requests.get(session)?.state;
      return (
        confirmed && learned && state?.asker && people.includes(state.asker) && people.includes(state.helper ?? '')
      );
    })
    .sort((a, b) => b.endedAt - a.endedAt)[0]?.learned;
}

const memberName = (client: Client, member: string): string =>
  client.team.members.get(member)?.name ?? 'somebody who left';
