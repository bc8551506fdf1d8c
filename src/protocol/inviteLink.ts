import type { Id } from './shapes.ts';

/** What an invite link carries. The secret parts stand in the fragment, which no server is ever sent. */
export interface Invite {
  /** ws:// or wss:// address of the relay. */
  readonly address: string;
  readonly relay: Id;
  readonly team: Id;
  readonly invite: Id;
  readonly secret: string;
  /** The team key; absent in links that the relay's owner makes without being a member. */
  readonly teamKey?: string;
  /** For a member's second machine: opens the bundle of keys that waits at the relay. */
  readonly bundleKey?: string;
  /** The first member of a team makes its key. */
  readonly founder?: boolean;
  /** SHA-256 of the certificate of a relay that nobody vouches for: the client goes by it instead of by its name. */
  readonly certificate?: string;
}

const prefix = 'vscode://whoknows.whoknows/join#';
const idForm = /^[A-Za-z0-9_-]{22}$/;
const keyForm = /^[A-Za-z0-9_-]{43}$/;

/** The link for `invite`. */
export function inviteLink(invite: Invite): string {
  const parts = new URLSearchParams({
    r: invite.address,
    n: invite.relay,
    t: invite.team,
    i: invite.invite,
    s: invite.secret,
    ...(invite.teamKey ? { k: invite.teamKey } : {}),
    ...(invite.bundleKey ? { b: invite.bundleKey } : {}),
    ...(invite.founder ? { f: '1' } : {}),
    ...(invite.certificate ? { c: invite.certificate } : {}),
  });
  return prefix + parts.toString();
}

/** Reads a link as pasted: spaces and line breaks from mail programs, and any text around it, do not matter. Undefined if there is none. */
export function parseInviteLink(text: string): Invite | undefined {
  const start = text.indexOf('/join#');
  if (start < 0) return undefined;
  const parts = new URLSearchParams(
    text
      .slice(start + 6)
      .replace(/[<>"'\s]+/g, ' ')
      .trim()
      .split(' ')[0],
  );
  const invite: Record<string, string | null> = {
    relay: parts.get('n'),
    team: parts.get('t'),
    invite: parts.get('i'),
    secret: parts.get('s'),
  };
  const address = parts.get('r') ?? '';
  if (!isAddress(address)) return undefined;
  if (![invite.relay, invite.team, invite.invite].every((value) => value && idForm.test(value))) return undefined;
  if (!invite.secret || !keyForm.test(invite.secret)) return undefined;
  const teamKey = parts.get('k');
  const bundleKey = parts.get('b');
  const certificate = parts.get('c');
  if ([teamKey, bundleKey, certificate].some((value) => value && !keyForm.test(value))) return undefined;
  return {
    address,
    relay: invite.relay!,
    team: invite.team!,
    invite: invite.invite!,
    secret: invite.secret,
    ...(teamKey ? { teamKey } : {}),
    ...(bundleKey ? { bundleKey } : {}),
    ...(parts.get('f') === '1' ? { founder: true } : {}),
    ...(certificate ? { certificate } : {}),
  };
}

/** Whether a link can carry `address`: `wss://HOST[:PORT]/PATH` or `ws://…`, with no user, query or fragment. */
export function isAddress(address: string): boolean {
  return /^wss?:\/\/[^\s/?#@]+(\/[^\s?#@]*)?$/.test(address) && URL.canParse(address);
}

/** Whether `host` is this machine itself, so that plain ws:// cannot be overheard. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** Why `address` should not be used, in a sentence, or undefined if nothing speaks against it. */
export function addressProblem(address: string, forcePlain: boolean): string | undefined {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return 'That is no address of a relay; it starts with wss:// or ws://.';
  }
  if (url.protocol !== 'ws:' && url.protocol !== 'wss:') return 'The address of a relay starts with wss:// or ws://.';
  if (url.protocol === 'ws:' && !isLoopback(url.hostname) && !forcePlain) {
    return 'This address is plain ws:// over a network: anybody on the way could see who asks whom and cut in. Use wss://, or force it if the network is yours alone.';
  }
  return undefined;
}
