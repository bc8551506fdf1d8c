import * as z from 'zod';
import type { Client } from '../client/createClient.ts';
import type { Id } from '../protocol/shapes.ts';

/** Kind `preference`, to oneself alone: with whom one does not want to be paired. */
const shape = z.object({ notWith: z.array(z.string().max(64)).max(400) });
const slot = 'not with';

/** Members with whom this member does not want to be paired; known to their own machines only. */
export function notWith(client: Client): Id[] {
  const said = [...client.team.records.values()].findLast(
    ({ kind, by, verified, content }) =>
      kind === 'preference' && by === client.profile.member && verified && shape.safeParse(content).success,
  );
  return shape.safeParse(said?.content).data?.notWith ?? [];
}

/** Says with whom this member does not want to be paired, in place of what they said before. Nobody else is told. */
export async function sayNotWith(client: Client, members: readonly Id[]): Promise<void> {
  await client.addRecord({ kind: 'preference', scope: { members: [] }, content: { notWith: members }, slot }).done;
}
