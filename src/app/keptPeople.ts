import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { replaceFile } from '../client/replaceFile.ts';
import type { Alias } from '../expertise/history.ts';
import type { MergeProposal, People, Person } from '../expertise/people.ts';

/** To be counted up whenever `resolvePeople` finds other people in the same history. */
const rulesVersion = 1;
/** With fewer aliases than this people are found about as fast as they are read. */
const fewAliases = 500;

/** What the people of a history follow from, beside the rules. */
export interface PeopleSource {
  readonly aliases: readonly Alias[];
  readonly uses: Uint32Array;
  /** Text of the project's mailmap, '' for none. */
  readonly mailmap: string;
}

/**
 * The people that `find` finds, kept in a file beside the index, so that the next start need not find them again. A file that is of
 * another history, damaged or not to be written costs time, nothing else. Never throws.
 */
export function keptPeople(file: string | undefined, source: PeopleSource, find: () => People): People {
  if (file === undefined || source.aliases.length < fewAliases) return find();
  const key = keyOf(source);
  const kept = read(file, key, source.aliases.length);
  if (kept) return kept;
  const people = find();
  write(file, key, people);
  return people;
}

function keyOf({ aliases, uses, mailmap }: PeopleSource): string {
  const names = aliases.map(({ name, email }) => `${name}\0${email}`).join('\n');
  return digest(rulesVersion, names, uses, mailmap);
}

const digest = (...parts: readonly (string | number | Uint32Array)[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(typeof part === 'number' ? String(part) : part).update('\0');
  return hash.digest('hex');
};

/** What stands in the file after its checksum: people by position, each as name, email, kind and aliases. */
interface Content {
  readonly key: string;
  readonly people: readonly [Person['name'], Person['email'], Person['kind'], readonly number[]][];
  readonly proposals: readonly MergeProposal[];
}

function read(file: string, key: string, aliases: number): People | undefined {
  try {
    const text = readFileSync(file, 'utf8');
    const body = text.slice(text.indexOf('\n') + 1);
    if (text.slice(0, text.indexOf('\n')) !== digest(body)) return undefined;
    const content = JSON.parse(body) as Content;
    if (content.key !== key) return undefined;
    const personOf = new Uint32Array(aliases);
    const people = content.people.map(([name, email, kind, of], id): Person => {
      for (const alias of of) personOf[alias] = id;
      return { id, name, email, kind, aliases: of };
    });
    return { people, personOf, proposals: content.proposals };
  } catch {
    return undefined;
  }
}

function write(file: string, key: string, { people, proposals }: People): void {
  const content: Content = {
    key,
    people: people.map(({ name, email, kind, aliases }) => [name, email, kind, aliases]),
    proposals,
  };
  const body = JSON.stringify(content);
  try {
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    replaceFile(file, `${digest(body)}\n${body}`);
  } catch {
    // Found again at the next start.
  }
}
