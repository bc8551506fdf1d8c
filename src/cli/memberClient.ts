import type { ClientEvent } from '../client/clientEvents.ts';
import type { Client } from '../client/createClient.ts';
import type { Member, RequestView } from '../client/teamView.ts';
import { displayText } from '../expertise/displayText.ts';
import type { Id } from '../protocol/shapes.ts';
import { profileHome } from './profileHome.ts';
import { CommandError, exitCodes } from './terminal.ts';

/** How long a command waits for the relay before it says that things wait in the outbox, in ms. */
export const patience = 8_000;

/** The client of this profile, not yet connected. Loaded here and not at the top: most commands need no relay. */
export async function openClient(onEvent?: (event: ClientEvent) => void, watchPresence = false): Promise<Client> {
  const { createClient } = await import('../client/createClient.ts');
  const { createFileStorage } = await import('../client/fileStorage.ts');
  const { tellTeam } = await import('../app/tellTeam.ts');
  const storage = createFileStorage(profileHome());
  const client: Client = await createClient({
    storage,
    watchPresence,
    onEvent(event) {
      onEvent?.(event);
      // What is read back at the start is no news, and comes before the client is there.
      if ((event.type === 'request' || event.type === 'log') && !event.replayed) tellTeam(client, event);
    },
  });
  return client;
}

/**
 * Opens the client, connects, does `work` and leaves. Where the relay does not answer in time, `offline` is done instead if there is one;
 * else the command fails with the reason.
 */
export async function withClient<T>(
  work: (client: Client) => Promise<T>,
  offline?: (client: Client, why: string) => T | Promise<T>,
  watchPresence = false,
): Promise<T> {
  let reason = 'The relay does not answer.';
  const client = await openClient((event) => {
    if (event.type === 'connection' && event.sentence) reason = event.sentence;
  }, watchPresence);
  client.start();
  let timer: NodeJS.Timeout | undefined;
  try {
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(resolve, patience, 'late');
    });
    if ((await Promise.race([client.ready().then(() => 'ready' as const), late])) === 'late') {
      if (offline) return await offline(client, reason);
      throw new CommandError(reason, exitCodes.relay);
    }
    if (client.connection === 'waiting') throw waitingError(client);
    const answers = watchAnswers(client, () =>
      client.connection === 'online' ? 'The relay does not answer.' : reason,
    );
    try {
      const result = await Promise.race([work(client), answers.missed]);
      await allSent(client);
      return result;
    } finally {
      answers.stop();
    }
  } finally {
    clearTimeout(timer);
    client.stop();
  }
}

/** `missed` rejects once the relay has acknowledged nothing for too long of what waits: it was killed, or its disk hangs. Waiting for people is no such wait. */
function watchAnswers(client: Client, reason: () => string): { missed: Promise<never>; stop: () => void } {
  let before = 0;
  let since = performance.now();
  let timer: NodeJS.Timeout | undefined;
  const missed = new Promise<never>((_resolve, reject) => {
    timer = setInterval(() => {
      const now = performance.now();
      const { waiting } = client;
      if (waiting === 0 || waiting < before) since = now;
      before = waiting;
      if (now - since < patience) return;
      reject(
        new CommandError(
          `${reason()} What you said waits in the outbox and is sent the next time you are connected (“whoknows listen”).`,
          exitCodes.relay,
        ),
      );
    }, 100);
  });
  return { missed, stop: () => clearInterval(timer) };
}

/** How long a command waits at its end for the relay to have everything, in ms; what is not sent then is sent the next time. */
const lastPatience = 1_000;

async function allSent(client: Client): Promise<void> {
  const until = performance.now() + lastPatience;
  while (client.waiting > 0 && client.connection === 'online' && performance.now() < until)
    await new Promise((resolve) => setTimeout(resolve, 5));
}

/** How long the relay has to say who is there, in ms: one answer over the connection that is open. It says nothing where nobody is. */
const presencePatience = 250;

/** Waits until it is known who is there; with a client that watches presence. */
export async function waitForPresence(client: Client): Promise<void> {
  const until = performance.now() + presencePatience;
  const others = [...client.team.members.keys()].filter((id) => id !== client.profile.member);
  while (others.every((id) => client.presence(id) === 'offline') && performance.now() < until)
    await new Promise((resolve) => setTimeout(resolve, 10));
}

/** Fetches what is new, if there is a profile and the relay answers at the first attempt; else nothing happens. */
export async function catchUp(): Promise<void> {
  const { ClientProblem } = await import('../client/clientProblem.ts');
  await new Promise<void>((resolve, reject) => {
    let client: Client | undefined;
    const hear = (event: ClientEvent) => {
      if (event.type === 'connection' && event.state !== 'connecting') done();
    };
    const done = () => {
      clearTimeout(timer);
      // Told from inside the client: it finishes what it is doing first.
      setImmediate(() => {
        client?.stop();
        resolve();
      });
    };
    const timer = setTimeout(done, patience / 2);
    openClient(hear).then(
      (opened) => {
        client = opened;
        client.start();
      },
      (error) => {
        clearTimeout(timer);
        if (error instanceof ClientProblem) resolve();
        else reject(error);
      },
    );
  });
}

/** Somebody has joined and nobody has let them in yet. */
export class WaitingError extends CommandError {}

/** What a member who has not been vouched for is told. */
export function waitingError(client: Client): WaitingError {
  return new WaitingError(
    `You have joined, but nobody has let you in yet: read your key code ${client.keyCode()} to a member, who runs “whoknows vouch ${client.keyCode()}”.`,
    exitCodes.failed,
  );
}

/** The name of a member for the screen. */
export function nameOf(client: Client, member: Id | null): string {
  if (member === null) return 'somebody';
  return displayText(client.team.members.get(member)?.name ?? 'somebody who left', 80);
}

/** The member with this email or name. */
export async function findMember(client: Client, who: string): Promise<Member> {
  const { emailHash } = await import('../protocol/identity.ts');
  const { teamKey } = client.profile;
  const hash = teamKey && emailHash(teamKey, who);
  const members = [...client.team.members.values()].filter((member) => !member.gone);
  const name = who.trim().toLowerCase();
  const isCalled = (member: Member): boolean => member.name.toLowerCase() === name;
  const called = members.filter((member) => member.name.toLowerCase().split(/\s+/).includes(name));
  const found =
    members.find((member) => hash && member.emails.includes(hash)) ??
    members.find(isCalled) ??
    (called.length === 1 ? called[0] : undefined);
  if (!found && called.length > 1)
    throw new CommandError(
      `Whom do you mean, ${called.map((member) => displayText(member.name)).join(' or ')}? Give the whole name or an address.`,
    );
  if (!found)
    throw new CommandError(
      `Nobody in the team goes by ${displayText(who)}; “whoknows team” lists who does.`,
      exitCodes.failed,
    );
  return found;
}

/** The request or session that `given` (the beginning of its id) means, or the only one that `fits`. */
export function findRequest(
  client: Client,
  given: string | undefined,
  what: string,
  fits: (view: RequestView) => boolean,
): RequestView {
  const all = [...client.team.requests.values()].filter(fits);
  const found = given ? all.filter((view) => view.id.startsWith(given)) : all;
  if (found.length === 1) return found[0]!;
  const list = found
    .map((view) => `${shortId(view.id)} (${displayText(view.question?.question ?? 'cannot be read', 60)})`)
    .join(', ');
  if (found.length === 0)
    throw new CommandError(`There is no ${what}${given ? ` ${displayText(given)}` : ''} here.`, exitCodes.failed);
  throw new CommandError(`Which ${what} do you mean? Give the beginning of its id: ${list}.`, exitCodes.usage);
}

/** Enough of an id to tell it apart on a screen. */
export function shortId(id: Id): string {
  return id.slice(0, 8);
}

/** `src/a.ts:3-9`, for the screen. */
export function placeOf(view: RequestView): string {
  const { path, lines } = view.question ?? {};
  if (!path) return '';
  const range = lines ? `:${lines[0]}${lines[1] === lines[0] ? '' : `-${lines[1]}`}` : '';
  return displayText(path, 200) + range;
}
