import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { MergeDecision } from '../expertise/people.ts';
import { type Statement, statementKinds } from '../expertise/statements.ts';
import type { Host } from './host.ts';
import { profileFolder } from './profileFolder.ts';

/** What the user said here: which names are one person, and who knows what. It never leaves the machine from here. */
export interface OwnWord {
  readonly decisions: readonly MergeDecision[];
  readonly statements: readonly Statement[];
}

/** Longest name, address or path kept, in characters. */
const longest = 4096;
const text = z.string().max(longest);

const decision = z.object({
  a: text,
  b: text,
  same: z.boolean(),
  /** The repository where it was said. A decision about two addresses counts everywhere; names mean somebody only where they were seen. */
  repository: text,
});
const statement = z.object({
  kind: z.enum(statementKinds),
  path: text,
  about: text,
  by: text,
  at: z.number(),
  repository: text,
});
const shape = z.object({
  format: z.literal('whoknows-own-word'),
  version: z.literal(1),
  decisions: z.array(decision),
  statements: z.array(statement),
});
type Stored = z.infer<typeof shape>;

const nothing: Stored = { format: 'whoknows-own-word', version: 1, decisions: [], statements: [] };

const fileOf = (host: Host): string => path.join(profileFolder(host.environment), 'own-word.json');

function read(host: Host): Stored {
  try {
    return shape.parse(JSON.parse(readFileSync(fileOf(host), 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return nothing;
    throw new Error(
      `${fileOf(host)} cannot be read, so what you said of people is not known. Mend the file or remove it.`,
    );
  }
}

/** Writes beside the file and moves it there, so that a reader at the same time sees the old or the new. */
function write(host: Host, stored: Stored): void {
  const file = fileOf(host);
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  try {
    writeFileSync(draft, `${JSON.stringify(stored, null, 2)}\n`, { mode: 0o600, flush: true });
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

const samePair = (x: MergeDecision, y: { a: string; b: string }): boolean =>
  (x.a === y.a && x.b === y.b) || (x.a === y.b && x.b === y.a);

const isEverywhere = ({ a, b }: { a: string; b: string }): boolean => a.includes('@') && b.includes('@');

/** What was said that counts in a repository; `repository` is its common git folder. `problem`: the file could not be read. */
export function readOwnWord(host: Host, repository: string): OwnWord & { readonly problem?: string } {
  try {
    const stored = read(host);
    return {
      decisions: stored.decisions
        .filter((said) => isEverywhere(said) || said.repository === repository)
        .map(({ a, b, same }) => ({ a, b, same })),
      statements: stored.statements
        .filter((said) => said.repository === repository)
        .map(({ repository: _, ...said }) => said),
    };
  } catch (error) {
    return { decisions: [], statements: [], problem: (error as Error).message };
  }
}

/** Remembers that two are one person, or are not. A later word on the same two replaces the earlier. */
export function rememberDecision(host: Host, repository: string, said: MergeDecision): void {
  const stored = read(host);
  const decisions = [...stored.decisions.filter((known) => !samePair(known, said)), { ...said, repository }];
  write(host, { ...stored, decisions });
}

/** Takes back the decision about two, or the latest that counts in this repository. Returns it; undefined where there is none. */
export function forgetDecision(
  host: Host,
  repository: string,
  pair?: { readonly a: string; readonly b: string },
): MergeDecision | undefined {
  const stored = read(host);
  const found = stored.decisions.findLast(
    (said) => (isEverywhere(said) || said.repository === repository) && (!pair || samePair(said, pair)),
  );
  if (!found) return undefined;
  write(host, { ...stored, decisions: stored.decisions.filter((said) => said !== found) });
  return { a: found.a, b: found.b, same: found.same };
}

const isSameSubject = (x: Statement, y: Pick<Statement, 'kind' | 'path' | 'about'>): boolean =>
  x.kind === y.kind && x.path === y.path && x.about === y.about;

/** Remembers what was said. Saying the same again renews it. */
export function rememberStatement(host: Host, repository: string, said: Statement): void {
  const stored = read(host);
  const kept = stored.statements.filter((known) => known.repository !== repository || !isSameSubject(known, said));
  write(host, { ...stored, statements: [...kept, { ...said, repository }] });
}

/** Takes a statement back; false where nothing of the kind was said. */
export function forgetStatement(
  host: Host,
  repository: string,
  said: Pick<Statement, 'kind' | 'path' | 'about'>,
): boolean {
  const stored = read(host);
  const kept = stored.statements.filter((known) => known.repository !== repository || !isSameSubject(known, said));
  if (kept.length === stored.statements.length) return false;
  write(host, { ...stored, statements: kept });
  return true;
}
