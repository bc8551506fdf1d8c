import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ClientEvent } from '../../src/client/clientEvents.ts';
import { type Client, type ClientOptions, createClient } from '../../src/client/createClient.ts';
import { createFileStorage } from '../../src/client/fileStorage.ts';
import { joinTeam } from '../../src/client/joinTeam.ts';
import { parseInviteLink } from '../../src/protocol/inviteLink.ts';
import { founderInvite } from '../../src/relay/invites.ts';
import { type RelayOptions, type RunningRelay, startRelay } from '../../src/relay/startRelay.ts';

/** A client in its own folder, with everything it has told its host. */
export interface TestMember {
  readonly client: Client;
  readonly events: ClientEvent[];
  readonly home: string;
  readonly id: string;
  /** Resolves with the first event, past or coming, that `is` accepts. */
  until<T extends ClientEvent>(is: (event: ClientEvent) => event is T): Promise<T>;
  until(is: (event: ClientEvent) => boolean): Promise<ClientEvent>;
  /** Stops this client and makes another one of the same home. */
  again(options?: Partial<ClientOptions>): Promise<TestMember>;
}

/** A relay on a free port with a folder of its own, and members who have joined it. Everything is gone after `close`. */
export interface TestTeam {
  running: RunningRelay;
  readonly folder: string;
  readonly address: string;
  /** With the founder's invite, then with invites of the founder; or with `link`. */
  join(name: string, options?: Partial<ClientOptions>, link?: string): Promise<TestMember>;
  restart(options?: Partial<RelayOptions>): Promise<void>;
  close(): Promise<void>;
}

export async function createTestTeam(options: Partial<RelayOptions> = {}): Promise<TestTeam> {
  const root = mkdtempSync(path.join(tmpdir(), 'whoknows-relay-'));
  const folder = options.folder ?? path.join(root, 'relay');
  const base: RelayOptions = { port: 0, host: '127.0.0.1', log: () => {}, ...options, folder };
  const members: TestMember[] = [];
  let running = await startRelay(base);
  const { port } = running;
  const address = `ws://127.0.0.1:${port}/v1`;
  let founder: TestMember | undefined;

  const open = async (home: string, more: Partial<ClientOptions>): Promise<TestMember> => {
    const member = await openMember(home, more, open);
    members.push(member);
    return member;
  };

  return {
    get running() {
      return running;
    },
    folder,
    address,
    async join(name, more = {}, link) {
      const home = path.join(root, name);
      const used =
        link ??
        (founder ? await invited(founder) : (await founderInvite(running.store, address, running.relay.now()))!);
      await joinTeam(createFileStorage(home), parseInviteLink(used)!, { name, emails: [`${name}@example.org`] });
      const member = await open(home, more);
      founder ??= member;
      member.client.start();
      await member.client.ready();
      return member;
    },
    async restart(next = {}) {
      await running.close();
      running = await startRelay({ ...base, ...next, port });
    },
    async close() {
      for (const member of members) member.client.stop();
      await running.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** Joins with a link and connects, on a relay of whatever kind. Whoever calls it stops the client. */
export async function joinWith(link: string, home: string, name: string): Promise<TestMember> {
  await joinTeam(createFileStorage(home), parseInviteLink(link)!, { name, emails: [`${name}@example.org`] });
  const member = await openMember(home, {});
  member.client.start();
  await member.client.ready();
  return member;
}

async function openMember(
  home: string,
  more: Partial<ClientOptions>,
  open: (home: string, more: Partial<ClientOptions>) => Promise<TestMember> = openMember,
): Promise<TestMember> {
  const events: ClientEvent[] = [];
  const listeners = new Set<() => void>();
  const client = await createClient({
    storage: createFileStorage(home),
    ...more,
    onEvent(event) {
      events.push(event);
      more.onEvent?.(event);
      for (const listener of listeners) listener();
    },
  });
  return {
    client,
    events,
    home,
    id: client.profile.member,
    until: (is: (event: ClientEvent) => boolean) =>
      new Promise<never>((resolve) => {
        const look = () => {
          const found = events.find(is);
          if (!found) return;
          listeners.delete(look);
          resolve(found as never);
        };
        listeners.add(look);
        look();
      }),
    async again(next = {}) {
      client.stop();
      return open(home, { ...more, ...next });
    },
  };
}

/** The link of a new invite that is on the relay's disk. */
export async function invited(member: TestMember): Promise<string> {
  const { link, done } = member.client.invite();
  await done;
  return link;
}

/** Waits until `is` holds; for what no event tells of. */
export async function eventually(is: () => boolean | Promise<boolean>, ms = 20_000): Promise<void> {
  const deadline = performance.now() + ms;
  while (!(await is())) {
    if (performance.now() > deadline) throw new Error(`still not so after ${ms} ms: ${is}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Accepts `request` events of one type. */
export function requestEvent(type: string) {
  return (event: ClientEvent): event is Extract<ClientEvent, { type: 'request' }> =>
    event.type === 'request' && event.event.type === type;
}
