import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createExclusions } from '../../src/expertise/exclusions.ts';
import { normalEmail, normalName } from '../../src/expertise/identity.ts';
import type { People } from '../../src/expertise/people.ts';
import { readOwnership } from '../../src/expertise/ranking/ownership.ts';
import type { Question } from '../../src/expertise/ranking/question.ts';
import { createRanker, type Ranker } from '../../src/expertise/ranking/ranker.ts';
import { ignoredCommits, type RepositoryIndex } from '../../src/git/repositoryIndex.ts';
import { aliasHash, type Case, type CaseFile, filesOf, git, indexAt, peopleOf } from './repositoryCases.ts';

/** A question's candidates with their feature values, row by row, and which rows really helped. */
export interface Example {
  readonly id: string;
  readonly kind: Case['kind'];
  readonly rows: number;
  /** rows × features. */
  readonly values: Float32Array;
  readonly truth: readonly number[];
  /** Rows of the three busiest reviewers. */
  readonly top3: readonly number[];
  readonly top3only: boolean;
  /** Somebody else than those three helped. */
  readonly hasOthers: boolean;
}

export interface Dataset {
  readonly key: string;
  readonly organisation: string;
  readonly names: readonly string[];
  readonly examples: readonly Example[];
}

/** Repositories of one community count as one organisation: leaving out only one of them would leave its people in. */
export const organisationOf = (key: string): string =>
  ({ 'openvswitch+ovs': 'openvswitch', 'ovn-org+ovn': 'openvswitch' })[key] ?? key.split('+')[0]!;

export interface DatasetOptions {
  readonly mirror: string;
  readonly cache: string;
  readonly withoutTrailers: boolean;
}

/** Asks every question of a case file of the ranker as of its cut-off. */
export async function makeDataset(key: string, caseFile: CaseFile, options: DatasetOptions): Promise<Dataset> {
  let names: string[] = [];
  const examples: Example[] = [];
  for await (const { ranker, personOfCase, cases } of rankersAtCutoffs(key, caseFile, options)) {
    const { candidates } = ranker.tables;
    for (const { question, known } of cases) {
      const { names: all, values, askerSlot } = ranker.featureValues(question);
      names = all;
      const isAsker = (slot: number) => slot === askerSlot || personOfCase(candidates.person[slot]!) === known.asker;
      const slots = [...candidates.person.keys()].filter((slot) => !isAsker(slot));
      const matrix = new Float32Array(slots.length * values.length);
      slots.forEach((slot, row) => {
        for (let f = 0; f < values.length; f++) matrix[row * values.length + f] = values[f]![slot]!;
      });
      const who = slots.map((slot) => personOfCase(candidates.person[slot]!) ?? -1);
      const { top3 } = caseFile.cutoffs[known.cutoff]!;
      const rowsOf = (people: readonly number[]) => [...who.keys()].filter((row) => people.includes(who[row]!));
      examples.push({
        id: known.id,
        kind: known.kind,
        rows: slots.length,
        values: matrix,
        truth: rowsOf(known.truth),
        top3: rowsOf(top3),
        top3only: known.top3only,
        hasOthers: known.truth.some((person) => !top3.includes(person)),
      });
    }
  }
  return { key, organisation: organisationOf(key), names, examples };
}

interface AtCutoff {
  readonly ranker: Ranker;
  readonly index: RepositoryIndex;
  readonly people: People;
  readonly personOfCase: (person: number) => number | undefined;
  readonly cases: readonly { readonly question: Question; readonly known: Case }[];
}

/** A ranker for each cut-off of a case file, with the questions asked there. History after the cut-off is out of sight. */
export async function* rankersAtCutoffs(
  key: string,
  caseFile: CaseFile,
  options: DatasetOptions,
): AsyncGenerator<AtCutoff> {
  const gitDir = path.join(options.mirror, key, 'repo');
  const asked = questionsOf(key, gitDir, caseFile, options.cache);
  const caseOf = new Map<string, number>();
  caseFile.people.forEach((hashes, person) => {
    for (const hash of hashes) caseOf.set(hash, person);
  });
  for (const [c, cutoff] of caseFile.cutoffs.entries()) {
    const index = await indexAt(gitDir, cutoff.commit, options.cache);
    const { history } = index;
    const people = peopleOf(history, index.state.files['.mailmap']?.text ?? '');
    const ranker = createRanker(history, people, {
      now: cutoff.time,
      withoutTrailers: options.withoutTrailers,
      ignoredCommits: ignoredCommits(index),
      ownership: readOwnership(index.state.files),
      isExcluded: exclusionsOf(index),
    });
    const known = people.people.map((person) =>
      mostVoted(person.aliases.map((alias) => lookUpAlias(caseOf, history.aliases[alias]!))),
    );
    const aliasPerson = new Map<string, number>();
    people.people.forEach((person) => {
      for (const alias of person.aliases) {
        const { name, email } = history.aliases[alias]!;
        if (email) aliasPerson.set(`e:${normalEmail(email)}`, person.id);
        if (name && !aliasPerson.has(`n:${normalName(name)}`)) aliasPerson.set(`n:${normalName(name)}`, person.id);
      }
    });
    const cases = caseFile.cases.flatMap((known, i) => {
      if (known.cutoff !== c) return [];
      const { name, email, file } = asked[i]!;
      const asker = aliasPerson.get(`e:${normalEmail(email)}`) ?? aliasPerson.get(`n:${normalName(name)}`);
      return [{ question: { paths: [file], asker }, known }];
    });
    yield { ranker, index, people, personOfCase: (person) => known[person], cases };
  }
}

function exclusionsOf({ state }: RepositoryIndex): (path: string) => boolean {
  const whyExcluded = createExclusions(state.files['.gitattributes']?.text);
  return (path) => {
    const why = whyExcluded(path);
    return why !== undefined && why !== 'documentation';
  };
}

function lookUpAlias(
  caseOf: ReadonlyMap<string, number>,
  { name, email }: { name: string; email: string },
): number | undefined {
  return caseOf.get(aliasHash(`e:${normalEmail(email)}`)) ?? caseOf.get(aliasHash(`n:${normalName(name)}`));
}

function mostVoted(votes: readonly (number | undefined)[]): number | undefined {
  const counts = new Map<number, number>();
  for (const vote of votes) if (vote !== undefined) counts.set(vote, (counts.get(vote) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}

interface Asked {
  readonly name: string;
  readonly email: string;
  readonly file: string;
}

/** Who asked about which file, read from the commits behind the cases; kept in `cache`. */
function questionsOf(key: string, gitDir: string, caseFile: CaseFile, cache: string): Asked[] {
  mkdirSync(cache, { recursive: true });
  const file = path.join(cache, `${key}-${aliasHash(JSON.stringify(caseFile.cases))}.questions.json`);
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'));
  const asked = caseFile.cases.map(({ commit, main }) => {
    const [name, email] = git(gitDir, 'log', '-1', '--format=%an%x02%ae', commit, '--').trim().split('\x02') as [
      string,
      string,
    ];
    return { name, email, file: filesOf(gitDir, commit)[main]! };
  });
  writeFileSync(file, JSON.stringify(asked));
  return asked;
}
