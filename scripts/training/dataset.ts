import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { deserialize, serialize } from 'node:v8';
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

/** Candidates kept for a question, beside those who helped: the best by the model so far. The rest bears on no weight and no rank that counts. */
const mostRows = 150;

/** The data set of a case file, from `cache` when neither the cases nor the code that makes it changed since. */
export async function makeDataset(key: string, caseFile: CaseFile, options: DatasetOptions): Promise<Dataset> {
  const mode = options.withoutTrailers ? 'without' : 'with';
  const file = path.join(
    options.cache,
    `${key}-${aliasHash(sources() + JSON.stringify(caseFile.cases))}.${mode}.table`,
  );
  if (existsSync(file)) return deserialize(readFileSync(file)) as Dataset;
  const dataset = await askEveryQuestion(key, caseFile, options);
  writeFileSync(file, serialize(dataset));
  return dataset;
}

/** The texts that decide what a feature's value is, weights among them. */
function sources(): string {
  const expertise = path.join(import.meta.dirname, '../../src/expertise');
  const files = readdirSync(expertise, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  return files
    .sort()
    .map((name) => readFileSync(path.join(expertise, name), 'utf8'))
    .join('');
}

/** Asks every question of a case file of the ranker as of its cut-off. */
async function askEveryQuestion(key: string, caseFile: CaseFile, options: DatasetOptions): Promise<Dataset> {
  let names: string[] = [];
  const examples: Example[] = [];
  for await (const { ranker, personOfCase, cases } of rankersAtCutoffs(key, caseFile, options)) {
    const { candidates } = ranker.tables;
    for (const { question, known } of cases) {
      const { names: all, values, askerSlot } = ranker.featureValues(question);
      names = all;
      const isAsker = (slot: number) => slot === askerSlot || personOfCase(candidates.person[slot]!) === known.asker;
      const { top3 } = caseFile.cutoffs[known.cutoff]!;
      const matters = (slot: number): boolean => {
        const who = personOfCase(candidates.person[slot]!);
        return who !== undefined && (known.truth.includes(who) || top3.includes(who));
      };
      const order = ranker.rank(question).map(({ person }) => candidates.slotOf[person]!);
      const slots = order.filter((slot) => !isAsker(slot)).filter((slot, i) => i < mostRows || matters(slot));
      const matrix = new Float32Array(slots.length * values.length);
      slots.forEach((slot, row) => {
        for (let f = 0; f < values.length; f++) matrix[row * values.length + f] = values[f]![slot]!;
      });
      const who = slots.map((slot) => personOfCase(candidates.person[slot]!) ?? -1);
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
    // An address that slips gave to two people stays with the one who appears first, as a rule the one who is here more.
    for (const hash of hashes) if (!caseOf.has(hash)) caseOf.set(hash, person);
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
