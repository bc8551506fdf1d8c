// Makes a case file (questions whose answers a project's trailers give) from a bare clone with full history.
//   node scripts/training/extract-cases.ts --mirror DIR --out DIR [--cache DIR] OWNER+NAME …
// DIR of --mirror holds OWNER+NAME/repo. The rules are those of the evaluation set, as far as its files tell them:
//   eight cut-offs, 248 days apart, the last one 90 days before the newest commit;
//   a question is a commit authored in the 90 days after a cut-off and not reachable from it, with 1–20 files, by no bot, whose
//   Reviewed-by, Acked-by, Reviewers (kind review) or Helped-by, Suggested-by, Mentored-by lines (kind help) name somebody known
//   at the cut-off; at most eight questions an asker and fifty a cut-off, help first, else drawn by a fixed seed;
//   the file asked about is drawn from the commit's files; top3 are the busiest reviewers of the year before.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type Alias, type CreditKind, creditKinds, type History } from '../../src/expertise/history.ts';
import { normalEmail, normalName } from '../../src/expertise/identity.ts';
import type { People } from '../../src/expertise/people.ts';
import { parseTrailerLine } from '../../src/expertise/trailers.ts';
import { aliasHash, type Case, type CaseFile, filesOf, git, indexAt, peopleOf } from './repositoryCases.ts';

const day = 86_400;
const cutoffs = 8;
const daysBetween = 248;
const windowDays = 90;
const mostFiles = 20;
const mostPerAsker = 8;
const mostPerCutoff = 50;
const fewestPerCutoff = 5;
const helpKinds: readonly CreditKind[] = ['helped', 'suggested', 'mentored'];
const reviewKinds: readonly CreditKind[] = ['reviewed', 'acked'];

const { values, positionals } = parseArgs({
  options: {
    mirror: { type: 'string' },
    out: { type: 'string' },
    cache: { type: 'string', default: path.join(process.cwd(), '.cache/training') },
  },
  allowPositionals: true,
});
if (!values.mirror || !values.out || positionals.length === 0) {
  console.error('Usage: extract-cases.ts --mirror DIR --out DIR [--cache DIR] OWNER+NAME …');
  process.exit(2);
}
mkdirSync(values.out, { recursive: true });
for (const key of positionals) {
  const cases = await extract(key, path.join(values.mirror, key, 'repo'), values.cache);
  writeFileSync(path.join(values.out, `${key}.json`), JSON.stringify(cases));
  const help = cases.cases.filter((k) => k.kind === 'help').length;
  console.log(`${key}: ${cases.cases.length} questions (${help} of kind help) at ${cases.cutoffs.length} cut-offs`);
}

interface Found {
  readonly commit: string;
  readonly asker: number;
  readonly truth: readonly number[];
  readonly help: boolean;
  readonly draw: number;
}

async function extract(key: string, gitDir: string, cache: string): Promise<CaseFile> {
  const head = git(gitDir, 'rev-parse', 'HEAD').trim();
  const whole = await indexAt(gitDir, head, cache);
  const people = peopleOf(whole.history, whole.state.files['.mailmap']?.text ?? '');
  const personOf = personFinder(whole.history, people);
  const numbers = new Map<number, number>();
  const hashes: string[][] = [];
  const number = (person: number): number => {
    let known = numbers.get(person);
    if (known === undefined) {
      known = numbers.size;
      numbers.set(person, known);
      hashes.push(hashesOf(whole.history, people.people[person]!.aliases));
    }
    return known;
  };
  const newest = Number(git(gitDir, 'log', '-1', '--format=%ct', head).trim());
  const kept: { commit: string; time: number; top3: number[] }[] = [];
  const cases: Case[] = [];
  for (let i = 0; i < cutoffs; i++) {
    const before = newest - (windowDays + (cutoffs - 1 - i) * daysBetween) * day;
    const commit = git(gitDir, 'log', '-1', '--first-parent', `--before=${before}`, '--format=%H', head).trim();
    if (!commit) continue;
    const time = Number(git(gitDir, 'log', '-1', '--format=%ct', commit).trim());
    const { history } = await indexAt(gitDir, commit, cache);
    const { known, paths, top3 } = seenBefore(history, people, personOf, time);
    const random = randomFrom(1000 + i);
    const found = questionsAfter(gitDir, head, commit, time, people, personOf, known, random);
    const chosen = choose(found);
    if (chosen.length < fewestPerCutoff) continue;
    kept.push({ commit, time, top3: top3.map(number) });
    for (const question of chosen) {
      const files = filesOf(gitDir, question.commit);
      const main = Math.floor(random() * files.length);
      cases.push({
        id: `${key.split('+')[1]}-${String(cases.length + 1).padStart(3, '0')}`,
        cutoff: kept.length - 1,
        commit: question.commit.slice(0, 12),
        main,
        asker: number(question.asker),
        truth: question.truth.map(number),
        kind: question.help ? 'help' : 'review',
        top3only: question.truth.every((person) => top3.includes(person)),
        isNew: !paths.has(files[main]!),
      });
    }
  }
  const nothing = { active: {}, beyond: {} };
  const baselines = { file: nothing, change: nothing };
  return { repo: key.replace('+', '/'), head, missing: [], cutoffs: kept, cases, people: hashes, ...{ baselines } };
}

/** Finds a person by any alias, also one that a later commit wrote. */
function personFinder(history: History, people: People): (alias: Alias) => number | undefined {
  const found = new Map<string, number>();
  history.aliases.forEach((alias, id) => {
    found.set(`${alias.name}\0${alias.email}`, people.personOf[id]!);
  });
  return (alias) => found.get(`${alias.name}\0${alias.email}`);
}

function hashesOf(history: History, aliases: readonly number[]): string[] {
  const texts = new Set<string>();
  for (const alias of aliases) {
    const { name, email } = history.aliases[alias]!;
    if (email) texts.add(aliasHash(`e:${normalEmail(email)}`));
    if (name) texts.add(aliasHash(`n:${normalName(name)}`));
  }
  return [...texts];
}

/** People and paths known at the cut-off, and its three busiest reviewers. */
function seenBefore(history: History, people: People, personOf: (alias: Alias) => number | undefined, time: number) {
  const known = new Set<number>();
  const reviews = new Map<number, number>();
  const person = history.aliases.map(personOf);
  for (let c = 0; c < history.commits; c++) {
    const author = person[history.author[c]!];
    if (author !== undefined) known.add(author);
    for (let k = history.creditStart[c]!; k < history.creditStart[c + 1]!; k++) {
      const kind = creditKinds[history.creditKind[k]!]!;
      const who = person[history.creditAlias[k]!];
      if (who === undefined || kind === 'signed-off') continue;
      known.add(who);
      const counts = helpKinds.includes(kind) || reviewKinds.includes(kind);
      if (counts && history.authorTime[c]! > time - 365 * day && people.people[who]!.kind === 'human')
        reviews.set(who, (reviews.get(who) ?? 0) + 1);
    }
  }
  const busiest = [...reviews].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  return { known, paths: new Set(history.paths), top3: busiest.slice(0, 3).map(([who]) => who) };
}

function questionsAfter(
  gitDir: string,
  head: string,
  cutoff: string,
  time: number,
  { people }: People,
  personOf: (alias: Alias) => number | undefined,
  known: ReadonlySet<number>,
  random: () => number,
): Found[] {
  const format = '%x01%H%x02%at%x02%an%x02%ae%x02%B%x02';
  const said = git(
    gitDir,
    'log',
    '--reverse',
    '--no-merges',
    '--no-renames',
    '--name-status',
    '-z',
    `--format=${format}`,
    `${cutoff}..${head}`,
  );
  const found: Found[] = [];
  for (const record of said.split('\x01').slice(1)) {
    const [commit, at, name, email, ...rest] = record.split('\x02') as [string, string, string, string, ...string[]];
    const body = rest.slice(0, -1).join('\x02');
    const files = rest
      .at(-1)!
      .split('\0')
      .filter((part) => /^\n?[A-Z]\d*$/.test(part)).length;
    const asker = personOf({ name, email });
    const age = Number(at) - time;
    if (asker === undefined || people[asker]!.kind !== 'human' || age <= 0 || age > windowDays * day) continue;
    if (files < 1 || files > mostFiles) continue;
    const truth = new Set<number>();
    let help = false;
    for (const { kind, alias } of body.split('\n').flatMap(parseTrailerLine)) {
      const who = personOf(alias);
      if (who === undefined || who === asker || people[who]!.kind !== 'human' || !known.has(who)) continue;
      if (!helpKinds.includes(kind) && !reviewKinds.includes(kind)) continue;
      truth.add(who);
      help ||= helpKinds.includes(kind);
    }
    if (truth.size) found.push({ commit, asker, truth: [...truth], help, draw: random() });
  }
  return found;
}

function choose(found: readonly Found[]): Found[] {
  const chosen: Found[] = [];
  const asked = new Map<number, number>();
  for (const question of [...found].sort((a, b) => Number(b.help) - Number(a.help) || a.draw - b.draw)) {
    const times = asked.get(question.asker) ?? 0;
    if (times >= mostPerAsker || chosen.length >= mostPerCutoff) continue;
    asked.set(question.asker, times + 1);
    chosen.push(question);
  }
  return chosen;
}

/** A small seeded generator: the same cases on every machine. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
