import type { Client } from '../client/createClient.ts';
import { personKey } from '../expertise/people.ts';
import type { Statement, StatementKind } from '../expertise/statements.ts';
import type { Host } from './host.ts';
import type { Knowledge } from './knowledge.ts';
import { forgetStatement, readOwnWord, rememberStatement } from './ownWord.ts';
import { keyOf } from './samePerson.ts';
import { shareWord, unshareWord } from './sharedWord.ts';
import { findPerson, ownEmail } from './whoCanHelp.ts';

export interface Saying {
  readonly kind: StatementKind;
  /** Relative to the repository's top. */
  readonly path: string;
  /** Address or name of the person it is about; the user where left out. */
  readonly person?: string | undefined;
}

/**
 * Remembers what the user says of a file or folder, about themselves or, for `wrong`, about somebody who was suggested.
 * With a client the team is told too, sealed. Rejects with a sentence where nobody in this history has the address.
 */
export async function sayOwnWord(
  host: Host,
  knowledge: Knowledge,
  saying: Saying,
  client?: Client | undefined,
): Promise<void> {
  const statement = await statementOf(host, knowledge, saying);
  rememberStatement(host, knowledge.repository.commonDir, statement);
  if (client) await shareWord(client, knowledge, statement);
}

/** Takes it back, from the team as well; false where it was never said. */
export async function takeBackOwnWord(
  host: Host,
  knowledge: Knowledge,
  saying: Saying,
  client?: Client | undefined,
): Promise<boolean> {
  const statement = await statementOf(host, knowledge, saying);
  const shared = client ? await unshareWord(client, knowledge, statement) : false;
  return forgetStatement(host, knowledge.repository.commonDir, statement) || shared;
}

/** Everything said about this repository on this machine, for a list or for sharing. */
export const listStatements = (host: Host, knowledge: Knowledge): readonly Statement[] =>
  readOwnWord(host, knowledge.repository.commonDir).statements;

async function statementOf(host: Host, knowledge: Knowledge, { kind, path, person }: Saying): Promise<Statement> {
  const own = await ownEmail(knowledge);
  const about = person ?? own;
  if (about === undefined)
    throw new Error('Git does not know your address here. Set it with git config user.email, or name a person.');
  // Somebody new has no history yet; what they say of themselves counts from their first commit on.
  const key = person === undefined ? ownKey(knowledge, about) : keyOf(knowledge, about);
  return { kind, path, about: key, by: own ?? about, at: host.now() };
}

const ownKey = (knowledge: Knowledge, own: string): string =>
  findPerson(knowledge, own) === undefined ? personKey({ name: '', email: own }) : keyOf(knowledge, own);

/** Whether what the user says of themselves counts already: false for somebody without a commit here. */
export async function isKnownHere(knowledge: Knowledge): Promise<boolean> {
  const own = await ownEmail(knowledge);
  return own !== undefined && findPerson(knowledge, own) !== undefined;
}
