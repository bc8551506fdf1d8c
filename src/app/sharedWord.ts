import * as z from 'zod';
import type { Client } from '../client/createClient.ts';
import type { RecordView } from '../client/teamView.ts';
import { type Statement, statementKinds } from '../expertise/statements.ts';
import type { Knowledge } from './knowledge.ts';
import { repositoryFacts } from './questionAbout.ts';

/** Kinds `statement` and, for `wrong`, `feedback`: one word on one place, sealed for the team. `roots`: the repository's first commits. */
const shape = z.object({
  says: z.enum(statementKinds),
  path: z.string().max(4096),
  about: z.string().max(254),
  by: z.string().max(254),
  /** Seconds since 1970. */
  at: z.int(),
  roots: z.array(z.string().max(64)).max(16),
});
type Shared = z.infer<typeof shape>;

/** A word of a member, as it came. */
export interface SharedWord extends Statement {
  readonly member: string;
}

const found = new WeakMap<object, Promise<readonly string[]>>();

/** The root commits that tell this repository from others, in every clone. Asked of git once. */
export function rootsOf(knowledge: Knowledge): Promise<readonly string[]> {
  let roots = found.get(knowledge.repository);
  if (!roots) {
    roots = repositoryFacts(knowledge.repository).then((facts) => facts.roots ?? []);
    found.set(knowledge.repository, roots);
  }
  return roots;
}

/** Lets the team know of a word, sealed. It waits in the outbox while the relay cannot be reached; never rejects for that. */
export async function shareWord(client: Client, knowledge: Knowledge, said: Statement): Promise<void> {
  const roots = [...(await rootsOf(knowledge))];
  if (roots.length === 0 || client.profile.teamKey === null) return;
  const { kind, path, about, by, at } = said;
  const content: Shared = { says: kind, path, about, by, at, roots };
  const sent = client.addRecord({ kind: recordKind(kind), scope: { team: true }, content, slot: slotOf(content) });
  // Refused or not sent yet: it counts on this machine all the same.
  sent.done.catch(() => undefined);
}

/** Takes a shared word back. False where this member shared none of the kind. */
export async function unshareWord(
  client: Client,
  knowledge: Knowledge,
  said: Pick<Statement, 'kind' | 'path' | 'about'>,
): Promise<boolean> {
  const roots = await rootsOf(knowledge);
  const mine = ownRecords(client).filter(
    ({ word }) =>
      word.says === said.kind && word.path === said.path && word.about === said.about && sharesOne(word.roots, roots),
  );
  for (const { record } of mine) client.eraseRecord(record.id).done.catch(() => undefined);
  return mine.length > 0;
}

/** Shares what was said here before the team was joined, or while it could not be. */
export async function shareAll(client: Client, knowledge: Knowledge): Promise<void> {
  const roots = await rootsOf(knowledge);
  const shared = ownRecords(client).filter(({ word }) => sharesOne(word.roots, roots));
  for (const said of knowledge.ownWord.statements)
    if (!shared.some(({ word }) => word.says === said.kind && word.path === said.path && word.about === said.about))
      await shareWord(client, knowledge, said);
}

/** What members said of this repository, this member's own words included, in the order of the relay. */
export function sharedWords(client: Client, roots: readonly string[]): SharedWord[] {
  return wordRecords(client)
    .filter(({ word }) => sharesOne(word.roots, roots))
    .map(({ record, word }) => ({
      kind: word.says,
      path: word.path,
      about: word.about,
      by: word.by,
      at: word.at,
      member: record.by,
    }));
}

const recordKind = (kind: Statement['kind']) => (kind === 'wrong' ? 'feedback' : 'statement');

const slotOf = ({ says, path, about, roots }: Shared): string => `word ${says} ${roots[0]} ${about} ${path}`;

const sharesOne = (a: readonly string[], b: readonly string[]): boolean => a.some((root) => b.includes(root));

const ownRecords = (client: Client) => wordRecords(client).filter(({ record }) => record.by === client.profile.member);

function wordRecords(client: Client): { record: RecordView; word: Shared }[] {
  return [...client.team.records.values()]
    .filter(({ kind, verified }) => verified && (kind === 'statement' || kind === 'feedback'))
    .sort((a, b) => a.offset - b.offset)
    .flatMap((record) => {
      const word = shape.safeParse(record.content).data;
      return word ? [{ record, word }] : [];
    });
}
