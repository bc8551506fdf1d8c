import { realpathSync } from 'node:fs';
import path from 'node:path';
import { type Departures, findDepartures } from '../expertise/departures.ts';
import { displayText } from '../expertise/displayText.ts';
import { normalEmail, normalName } from '../expertise/identity.ts';
import { modelFor } from '../expertise/ranking/model.ts';
import { type Ranker, rankerOver } from '../expertise/ranking/ranker.ts';
import { buildTables, prepareColumns } from '../expertise/ranking/tables.ts';
import { type Say, sayPlainly } from '../expertise/say.ts';
import { applyStatements, type Statement } from '../expertise/statements.ts';
import { type Level, mostPeople, type SuggestedPerson, suggest } from '../expertise/suggestion.ts';
import { GitError } from '../git/gitError.ts';
import { askGit } from '../git/repository.ts';
import { applySessions, type CountedSession } from '../mentoring/applySessions.ts';
import { type Load, takeTurns } from '../mentoring/turnTaking.ts';
import { keptTables } from './keptTables.ts';
import type { Knowledge } from './knowledge.ts';
import { rankerOptions } from './rankerOptions.ts';

/** Somebody to ask, as every host shows them. Names and addresses are safe for a screen. */
export interface Helper {
  readonly person: number;
  readonly name: string;
  readonly email: string;
  readonly level: Level;
  readonly reasons: readonly string[];
  /** What their load does to their turn, in words: `has given five this week; Kim is free now`. */
  readonly turn?: string;
  /** They have given as much as they will this week: others are asked first. */
  readonly spent?: boolean;
}

export interface Answer {
  readonly people: readonly Helper[];
  /** What the list alone does not say: that nobody active knows, who left, that history is incomplete. */
  readonly note?: string;
}

/** What is prepared once for a repository's knowledge and serves all questions. */
export interface Answering {
  readonly ranker: Ranker;
  readonly departures: Departures;
}

const prepared = new WeakMap<Knowledge, Answering>();

export function prepareAnswers(knowledge: Knowledge): Answering {
  const known = prepared.get(knowledge);
  if (known) return known;
  const { history, people, asOf } = knowledge;
  const options = rankerOptions(knowledge);
  const { columns, departures } = keptTables(knowledge, () => {
    const made = prepareColumns(history, people, options);
    return { columns: made, departures: findDepartures(history, people, made.deeds, asOf) };
  });
  const ranker = rankerOver(buildTables(history, people, options, columns), modelFor(options));
  const answering = { ranker, departures };
  prepared.set(knowledge, answering);
  return answering;
}

export interface WhoOptions {
  /** The person who asks, by email; they are never named. */
  readonly asker?: string | undefined;
  readonly limit?: number | undefined;
  /** What the team adds: its members' own words, help sessions, and whose turn it is. */
  readonly team?: TeamEvidence | undefined;
  /** The language of reasons and notes; English by default. */
  readonly say?: Say | undefined;
}

/** What a team knows beside history; see `teamSays`. People are positions in `knowledge.people`. */
export interface TeamEvidence {
  readonly statements: readonly Statement[];
  readonly sessions: readonly CountedSession[];
  readonly loadOf: (person: number) => Load | undefined;
}

/** Answers “who can help with these files or folders?”. Paths are relative to the repository's top, with slashes. */
export function whoCanHelp(knowledge: Knowledge, paths: readonly string[], options: WhoOptions = {}): Answer {
  const { ranker, departures } = prepareAnswers(knowledge);
  const { people } = knowledge.people;
  const { say = sayPlainly } = options;
  const asker = options.asker === undefined ? undefined : findPerson(knowledge, options.asker);
  const ranking = ranker
    .rank({ paths, ...(asker === undefined ? {} : { asker }) })
    .filter(({ person }) => departures.departed[person] === 0);
  const nameOf = (person: number): string => displayText(people[person]!.name || people[person]!.email);
  const inferred = applySessions(
    suggest(ranker.tables, departures, ranking, { paths, asker }, nameOf, say),
    options.team?.sessions ?? [],
    {
      paths,
      asker,
      now: knowledge.asOf,
      mayHelp: (person) => people[person]!.kind === 'human' && departures.departed[person] === 0,
      say,
    },
  );
  // One's own word outweighs all that was inferred, and whose turn it is decides among those who know.
  const suggestion = applyStatements(inferred, [...knowledge.ownWord.statements, ...(options.team?.statements ?? [])], {
    paths,
    asker,
    nameOf,
    personOf: (key) => findPerson(knowledge, key),
    say,
  });
  const turns = inTurn(suggestion.people, options.team?.loadOf, nameOf, say);
  const { places } = ranker.tables;
  const unknown = paths.filter((name) => places.fileId(name) === undefined && places.folderId(name) === undefined);
  const notes = [
    ...(suggestion.note ? [suggestion.note] : []),
    ...(unknown.length === paths.length && unknown.length > 0
      ? [
          suggestion.people.length
            ? say('Git history does not know {0}, so this rests on what lies around it.', displayText(unknown[0]!))
            : say('Git history does not know {0}; check its spelling unless it is new.', displayText(unknown[0]!)),
        ]
      : []),
    ...knowledge.notes,
  ];
  return {
    people: turns.slice(0, options.limit ?? mostPeople).map((suggested) => ({
      ...suggested,
      name: nameOf(suggested.person),
      email: displayText(people[suggested.person]!.email, 254),
    })),
    ...(notes.length ? { note: notes.join(' ') } : {}),
  };
}

const standing: Readonly<Record<Level, number>> = { 'knows well': 0.75, knows: 0.4, 'has touched': 0.15, nearby: 0 };

/**
 * Moves back who was asked lately (S4, P6), and says so. Where loads are alike the order stays as it is; those who only work nearby
 * come after everybody who has a trace in the place, however much that one has given.
 */
function inTurn(
  people: readonly SuggestedPerson[],
  loadOf: ((person: number) => Load | undefined) | undefined,
  nameOf: (person: number) => string,
  say: Say,
): (SuggestedPerson & Pick<Helper, 'turn' | 'spent'>)[] {
  if (!loadOf || people.every(({ person }) => loadOf(person) === undefined)) return [...people];
  const groups = [people.filter(({ level }) => level !== 'nearby'), people.filter(({ level }) => level === 'nearby')];
  return groups.flatMap((group) => {
    // Nobody counts less than somebody behind them: only load may change the order.
    let known = 0;
    const knowing = group.map((suggested) => ({ ...suggested, known: 0 }));
    for (const one of knowing.toReversed()) {
      known = Math.max(known, standing[one.level]);
      one.known = known;
    }
    return takeTurns(
      knowing,
      ({ person }) => loadOf(person),
      ({ person }) => nameOf(person),
      say,
    ).map(({ candidate: { known: _, ...suggested }, note, spent }) => ({
      ...suggested,
      ...(note ? { turn: note } : {}),
      ...(spent ? { spent } : {}),
    }));
  });
}

/** A person by one of their addresses or, failing that, by name. */
export function findPerson(knowledge: Knowledge, who: string): number | undefined {
  const { aliases } = knowledge.history;
  const email = normalEmail(who);
  const name = normalName(who);
  const byEmail = aliases.findIndex((alias) => email !== '' && normalEmail(alias.email) === email);
  const found = byEmail >= 0 ? byEmail : aliases.findIndex((alias) => name !== '' && normalName(alias.name) === name);
  return found < 0 ? undefined : knowledge.people.personOf[found];
}

/** The user's own email as git would write it into a commit here; undefined where none is set. */
export async function ownEmail(knowledge: Knowledge): Promise<string | undefined> {
  const said = await askGit(knowledge.repository, ['config', '--get', 'user.email']).catch(() => '');
  return said.trim() || undefined;
}

/**
 * Turns what the user typed or clicked into paths relative to the repository's top. `base` is the folder that relative
 * paths start from. Throws `path-outside` for a path that is not in the repository.
 */
export function repositoryPaths(knowledge: Knowledge, base: string, given: readonly string[]): string[] {
  const { repository } = knowledge;
  if (repository.namedGitDir !== undefined)
    return given.map((name) => path.posix.normalize(name.replaceAll('\\', '/')).replace(/^(\.?\/)+|\/+$|^\.$/g, ''));
  return given.map((name) => {
    const full = realPath(path.resolve(base, name));
    const relative = path.relative(repository.folder, full);
    if (relative.startsWith('..') || path.isAbsolute(relative))
      throw new GitError(
        'path-outside',
        `${name} is outside the repository at ${repository.folder}. Name a path inside it.`,
      );
    return relative.split(path.sep).join('/');
  });
}

/** The path with links in its existing part resolved, as git names its folders; the rest need not exist. */
function realPath(full: string): string {
  try {
    return realpathSync(full);
  } catch {
    const parent = path.dirname(full);
    return parent === full ? full : path.join(realPath(parent), path.basename(full));
  }
}
