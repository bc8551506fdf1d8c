import { execFileSync } from 'node:child_process';
import type { Host } from '../../src/app/host.ts';
import { type Knowledge, openKnowledge } from '../../src/app/knowledge.ts';
import { prepareAnswers, whoCanHelp } from '../../src/app/whoCanHelp.ts';
import { displayText } from '../../src/expertise/displayText.ts';
import { languageOf } from '../../src/expertise/languages.ts';
import { GitError } from '../../src/git/gitError.ts';
import { SetupError } from './setupError.ts';

export interface Identity {
  readonly name: string;
  readonly email: string;
}

/** Who plays which part, and the file it is about, relative to the repository's top. */
export interface ChosenPair {
  readonly asker: Identity;
  readonly helper: Identity;
  readonly file: string;
}

/** Days since their last change within which somebody is still at work, as of the newest commit. */
const activeDays = 180;
/** Recently changed files that are looked at; further back nobody would be stuck. */
const mostFiles = 300;

/** Somebody new, where history has nobody else. */
const newcomer: Identity = { name: 'Robin Newcomer', email: 'robin@example.com' };

/**
 * Finds two people of a history between whom the story works: a file changed lately, the person whom the suggestion names first for it, and
 * somebody else who is at work now. Throws SetupError `no-repository` where nobody is.
 */
export async function choosePair(host: Host, folder: string): Promise<ChosenPair> {
  const knowledge = await openKnowledge(host, folder).then(
    (opened) => opened.knowledge,
    (error) => {
      throw error instanceof GitError ? new SetupError('no-repository', error.message) : error;
    },
  );
  const present = new Set(
    execFileSync('git', ['ls-files', '-z'], { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28 }).split('\0'),
  );
  const files = lately(knowledge).filter((file) => present.has(file));
  const isCode = (file: string) => !['Markdown', 'JSON', 'YAML', 'Text', undefined].includes(languageOf(file));
  for (const file of [...files.filter(isCode), ...files]) {
    const [first] = whoCanHelp(knowledge, [file]).people;
    if (!first || first.level === 'nearby') continue;
    const asker = otherThan(knowledge, first.person);
    // Asked by this person, the answer may be another one.
    const again = whoCanHelp(knowledge, [file], { asker: asker.email }).people[0];
    if (again?.person === first.person) return { asker, helper: identity(knowledge, first.person), file };
  }
  throw new SetupError(
    'no-repository',
    `In ${folder} nobody has worked lately, so there is nobody to ask. Name another repository, or none for the demo.`,
  );
}

/** Paths by their newest change, newest first. */
function lately({ history }: Knowledge): string[] {
  const seen = new Set<string>();
  for (let commit = history.commits - 1; commit >= 0 && seen.size < mostFiles; commit--)
    for (let touch = history.touchStart[commit]!; touch < history.touchStart[commit + 1]!; touch++)
      seen.add(history.paths[history.touchPath[touch]!]!);
  return [...seen];
}

/** Who else is at work: no newcomer where possible, and who wrote last. */
function otherThan(knowledge: Knowledge, helper: number): Identity {
  const { ranker, departures } = prepareAnswers(knowledge);
  const { candidates, persons } = ranker.tables;
  const others = knowledge.people.people.filter(
    ({ id, kind, email }) =>
      id !== helper &&
      kind === 'human' &&
      email !== '' &&
      !departures.departed[id] &&
      candidates.lastWrote[id]! <= activeDays,
  );
  others.sort(
    (a, b) =>
      persons.commitsBy[b.id]! - persons.commitsBy[a.id]! ||
      candidates.lastWrote[a.id]! - candidates.lastWrote[b.id]! ||
      a.id - b.id,
  );
  return others[0] ? identity(knowledge, others[0].id) : newcomer;
}

function identity({ people }: Knowledge, person: number): Identity {
  const { name, email } = people.people[person]!;
  return { name: displayText(name || email, 80), email };
}
