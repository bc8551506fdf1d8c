import { type Say, sayPlainly } from '../expertise/say.ts';
import { type AgendaItem, agendaFor } from '../mentoring/agenda.ts';
import { findEvidence } from './evidence.ts';
import type { Knowledge } from './knowledge.ts';
import { prepareAnswers } from './whoCanHelp.ts';

/** Days of work that an agenda looks back on. */
const lookBackDays = 45;
/** Commits of each person that are looked at. */
const mostCommits = 20;

export interface AgendaRequest {
  /** Person ids with the names to show. */
  readonly people: readonly { readonly person: number; readonly name: string }[];
  readonly goal: string;
  readonly areas: readonly string[];
  readonly questions?: readonly { readonly by: string; readonly text: string; readonly path?: string }[];
  readonly lastTime?: string | undefined;
}

/** What two people could talk about at their next meeting, from their recent commits in the goal’s areas and their open questions. */
export async function pairAgenda(
  knowledge: Knowledge,
  request: AgendaRequest,
  signal?: AbortSignal,
  say: Say = sayPlainly,
): Promise<AgendaItem[]> {
  const { places } = prepareAnswers(knowledge).ranker.tables;
  const isHere = (area: string): boolean => places.fileId(area) !== undefined || places.folderId(area) !== undefined;
  // Languages and folders of other repositories are no paths to look up here.
  const areas = request.areas.filter(isHere);
  const paths = areas.length > 0 ? areas : [''];
  const since = knowledge.asOf - lookBackDays * 86_400;
  const commits: { by: string; subject: string; paths: string[]; time: number; commit: string }[] = [];
  for (const { person, name } of request.people)
    for (const area of paths) {
      const found = await findEvidence(knowledge, person, [area], signal, since);
      for (const { oid, subject, time, deeds } of found.slice(0, mostCommits))
        if (deeds.includes('wrote') && time >= since)
          commits.push({ by: name, subject, paths: area === '' ? [] : [area], time, commit: oid });
    }
  commits.sort((a, b) => b.time - a.time);
  const seen = new Set<string>();
  const once = commits.filter(({ by, subject }) => {
    const key = `${by}\0${subject}`;
    return !seen.has(key) && seen.add(key);
  });
  const { goal, questions = [], lastTime } = request;
  return agendaFor({ goal, areas, questions, commits: once, lastTime }, say);
}
