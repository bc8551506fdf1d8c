import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { replaceFile } from '../client/replaceFile.ts';
import type { MergeProposal, People, Person } from '../expertise/people.ts';

/** To be counted up whenever `resolvePeople` finds other people in the same history. */
const rulesVersion = 2;
/** With fewer aliases than this people are found about as fast as they are read. */
const fewAliases = 500;

/** What the people of a history follow from, beside the rules. */
export interface PeopleSource {
  /** How many aliases there are. */
  readonly aliases: number;
  /** Another for every change of the history. */
  readonly history: string;
  /** Text of the project's mailmap, '' for none. */
  readonly mailmap: string;
}

/**
 * The people that `find` finds, kept in a file beside the index, so that the next start need not find them again. A file that is of
 * another history, damaged or not to be written costs time, nothing else. Never throws.
 */
export function keptPeople(file: string | undefined, source: PeopleSource, find: () => People): People {
  if (file === undefined || source.aliases < fewAliases) return find();
  const key = digest(String(rulesVersion), source.history, source.mailmap);
  const kept = read(file, key, source.aliases);
  if (kept) return kept;
  const people = find();
  write(file, key, people);
  return people;
}

const digest = (...parts: readonly string[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
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
