import * as z from 'zod';
import { id, key } from '../protocol/shapes.ts';
import { ClientProblem } from './clientProblem.ts';

/** Everything secret that one machine of a member holds: where the team is, and the keys. Kept in the host's secret storage. */
const shape = z.object({
  version: z.literal(1),
  address: z.string(),
  forcePlain: z.boolean().optional(),
  /** SHA-256 of the relay's own certificate, where the client goes by that. */
  certificate: key.optional(),
  relay: id,
  team: id,
  member: id,
  device: id,
  deviceKey: key,
  deviceSecret: z.string(),
  signKey: key,
  signSecret: z.string(),
  boxKey: key,
  boxSecret: key,
  /** Null while waiting for somebody to vouch. */
  teamKey: key.nullable(),
  name: z.string(),
  emails: z.array(z.string()),
  /** Kept while the relay has not taken these keys in: they can be handed in again, and nobody is a member with them. */
  joining: z.literal(true).optional(),
});
export type Profile = z.infer<typeof shape>;

/** Where a client keeps its things. The host decides: files for the command line, the editor's secret storage in the editor. */
export interface ClientStorage {
  readSecret(): Promise<string | undefined>;
  writeSecret(text: string): Promise<void>;
  deleteSecret(): Promise<void>;
  /** A folder for what is not secret or is sealed: outbox, events; and the member's own mentoring log. */
  readonly folder: string;
}

/** The stored profile, or undefined if there is none. Throws ClientProblem where it cannot be read: nothing may take the place of keys that exist once. */
export async function readProfile(storage: ClientStorage): Promise<Profile | undefined> {
  const text = await storage.readSecret();
  if (text === undefined) return undefined;
  try {
    return shape.parse(JSON.parse(text));
  } catch {
    throw new ClientProblem(
      'bad-profile',
      `The keys that are kept for ${storage.folder} cannot be read: they are damaged, or a newer version wrote them. Update, or put them away (in a terminal: profile.json) before you join anew.`,
    );
  }
}

/** A relay that runs on this machine. */
export interface OwnRelay {
  /** Where its machine's own member reaches it now: by its loopback, or by the network over TLS. */
  readonly address: string;
  /** SHA-256 (base64url) of its own certificate, once it has one; by it others know it, wherever it is reached. */
  readonly certificate: string | undefined;
}

/** The profile of a member of a relay on this machine, as that is reached now. Undefined if it is another relay’s, or right already. */
export function followOwnRelay(profile: Profile, own: OwnRelay): Profile | undefined {
  const { certificate: known, ...rest } = profile;
  const isOwn = known === undefined ? isSameLoopback(profile.address, own.address) : known === own.certificate;
  if (!isOwn) return undefined;
  const isShown = own.address.startsWith('wss:');
  // One for the room that has no certificate yet has not come up.
  if (isShown && own.certificate === undefined) return undefined;
  const shown = isShown ? own.certificate : undefined;
  if (profile.address === own.address && known === shown) return undefined;
  return { ...rest, address: own.address, ...(shown === undefined ? {} : { certificate: shown }) };
}

/** The first is a plain address of this machine, at the port of the second. */
function isSameLoopback(plain: string, own: string): boolean {
  const { protocol, hostname, port } = new URL(plain);
  return protocol === 'ws:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname) && port === new URL(own).port;
}

export function writeProfile(storage: ClientStorage, profile: Profile): Promise<void> {
  return storage.writeSecret(JSON.stringify(profile));
}
