import { displayText } from '../expertise/displayText.ts';
import { type Say, sayPlainly } from '../expertise/say.ts';

/** Something to talk about at the next meeting, and where it comes from. */
export interface AgendaItem {
  readonly kind: 'question' | 'goal' | 'work' | 'last time';
  readonly text: string;
  /** A path to open, where there is one. */
  readonly path?: string;
  /** Of work: the commit. */
  readonly commit?: string;
}

export interface AgendaSource {
  readonly goal: string;
  readonly areas: readonly string[];
  /** Questions of either that are still open, oldest first. */
  readonly questions: readonly { readonly by: string; readonly text: string; readonly path?: string }[];
  /** Recent commits of both, newest first, with the paths they touch. */
  readonly commits: readonly {
    readonly by: string;
    readonly subject: string;
    readonly paths: readonly string[];
    readonly commit?: string;
  }[];
  /** What was left over or learnt last time. */
  readonly lastTime?: string | undefined;
}

/** Items of each kind at most: a meeting of half an hour has room for five things. */
const mostQuestions = 3;
const mostWork = 4;

/** What the two could talk about: open questions first, then what each did lately in the goal’s areas, then the goal itself. */
export function agendaFor(
  { goal, areas, questions, commits, lastTime }: AgendaSource,
  say: Say = sayPlainly,
): AgendaItem[] {
  const items: AgendaItem[] = [];
  if (lastTime) items.push({ kind: 'last time', text: say('Last time: {0}', displayText(lastTime, 200)) });
  for (const { by, text, path } of questions.slice(0, mostQuestions))
    items.push({
      kind: 'question',
      text: say('{0} asked: {1}', displayText(by), displayText(text, 200)),
      ...(path === undefined ? {} : { path }),
    });
  const inAreas = commits.flatMap((commit) => {
    const path = commit.paths.find((p) => areas.some((area) => p === area || p.startsWith(`${area}/`)));
    return areas.length === 0
      ? [{ ...commit, path: commit.paths[0] }]
      : path === undefined
        ? []
        : [{ ...commit, path }];
  });
  for (const { by, subject, path, commit } of spread(inAreas).slice(0, mostWork))
    items.push({
      kind: 'work',
      text: `${displayText(by)}: ${displayText(subject, 200)}`,
      ...(path === undefined ? {} : { path }),
      ...(commit === undefined ? {} : { commit }),
    });
  if (goal !== '') items.push({ kind: 'goal', text: say('The goal: {0} What is the next step?', sentence(goal)) });
  return items;
}

/** A goal as a sentence of its own, whether or not it was typed with a stop. */
function sentence(goal: string): string {
  const text = displayText(goal, 200).trim();
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}

/** Takes turns between people, each one's newest first, so that the busier of the two does not fill the list. */
function spread<T extends { readonly by: string }>(items: readonly T[]): T[] {
  const rows = new Map<string, T[]>();
  for (const item of items) rows.set(item.by, [...(rows.get(item.by) ?? []), item]);
  const found: T[] = [];
  for (let i = 0; found.length < items.length; i++) for (const row of rows.values()) if (row[i]) found.push(row[i]!);
  return found;
}
