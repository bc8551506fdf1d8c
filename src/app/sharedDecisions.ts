import type { Client } from '../client/createClient.ts';
import type { RecordView } from '../client/teamView.ts';
import { displayText } from '../expertise/displayText.ts';
import type { MergeDecision } from '../expertise/people.ts';

/** What members of the team said of two addresses. Where they disagree nothing was said. */
export interface TeamDecision extends MergeDecision {
  /** Names of those who said it, safe for a screen. */
  readonly by: readonly string[];
}

/** Longest address that travels, in characters; RFC 5321 allows 254. */
const longest = 254;

/** Names mean somebody only where they were seen: what travels is about two addresses. */
const isAddress = (key: unknown): key is string =>
  typeof key === 'string' && key.length <= longest && /^[^\s@]+@[^\s@]+$/.test(key);

/** Two are the same two in either order. */
export const pairOf = ({ a, b }: { readonly a: string; readonly b: string }): string => [a, b].sort().join(' ');

/** Lets the team know that two addresses are one person or are not, sealed. False where that cannot be told. */
export function shareDecision(client: Client, { a, b, same }: MergeDecision): boolean {
  if (!isAddress(a) || !isAddress(b) || client.profile.teamKey === null) return false;
  const content = { a, b, same };
  const slot = `same ${pairOf(content)}`;
  const sent = client.addRecord({ kind: 'same-person', scope: { team: true }, content, slot });
  // Refused or not sent yet: it counts on this machine all the same.
  sent.done.catch(() => undefined);
  return true;
}

/** Takes back what this member told the team of two addresses. */
export function unshareDecision(client: Client, pair: { readonly a: string; readonly b: string }): void {
  for (const { record, decision } of decisionRecords(client))
    if (record.by === client.profile.member && pairOf(decision) === pairOf(pair))
      client.eraseRecord(record.id).done.catch(() => undefined);
}

/** What the others of the team said of addresses, as far as this machine has seen it. The relay need not be reachable. */
export function teamDecisions(client: Client): TeamDecision[] {
  const said = new Map<string, { a: string; b: string; same: boolean; by: string[]; agreed: boolean }>();
  for (const { record, decision } of decisionRecords(client)) {
    const member = client.team.members.get(record.by);
    if (record.by === client.profile.member || !member || member.gone) continue;
    const key = pairOf(decision);
    const known = said.get(key) ?? { ...decision, by: [], agreed: true };
    if (known.same !== decision.same) known.agreed = false;
    known.by.push(displayText(member.name, 80));
    said.set(key, known);
  }
  return [...said.values()].filter(({ agreed }) => agreed).map(({ a, b, same, by }) => ({ a, b, same, by }));
}

/** The pairs that this member told the team of, as `pairOf` calls them. */
export const ownPairs = (client: Client): ReadonlySet<string> =>
  new Set(
    decisionRecords(client)
      .filter(({ record }) => record.by === client.profile.member)
      .map(({ decision }) => pairOf(decision)),
  );

function decisionRecords(client: Client): { record: RecordView; decision: MergeDecision }[] {
  return [...client.team.records.values()]
    .filter(({ kind, verified }) => verified && kind === 'same-person')
    .sort((x, y) => x.offset - y.offset)
    .flatMap((record) => {
      const { a, b, same } = (record.content ?? {}) as Record<string, unknown>;
      return isAddress(a) && isAddress(b) && a !== b && typeof same === 'boolean'
        ? [{ record, decision: { a, b, same } }]
        : [];
    });
}
