import { protocolVersion } from '../protocol/codec.ts';
import { refusals } from '../protocol/codes.ts';
import { sign } from '../protocol/identity.ts';
import { addressProblem } from '../protocol/inviteLink.ts';
import { limits } from '../protocol/limits.ts';
import { proofText } from '../protocol/proofText.ts';
import type { RelayFrame, Status, Welcome } from '../protocol/relayFrames.ts';
import { loadSealing, unwrap } from '../protocol/sealing.ts';
import type { Id } from '../protocol/shapes.ts';
import { backoff } from './backoff.ts';
import type { ClientEvent, ConnectionState } from './clientEvents.ts';
import { ClientProblem } from './clientProblem.ts';
import { createCommandQueue } from './commandQueue.ts';
import { createEventFile } from './eventFile.ts';
import { forgetHere } from './forgetHere.ts';
import { publicHalf } from './joinTeam.ts';
import { type Link, openLink } from './link.ts';
import { createLiveFrames, type LiveFrames } from './liveFrames.ts';
import { logEntryOf } from './logEntryOf.ts';
import { createMentoringLog, type MentoringLog } from './mentoringLog.ts';
import { createOpenQueries } from './openQueries.ts';
import { createOutbox } from './outbox.ts';
import { type ClientStorage, type Profile, readProfile, writeProfile } from './profile.ts';
import { createSendable, type Sendable } from './sendable.ts';
import { createTeamPresence, type TeamPresence } from './teamPresence.ts';
import { type Changed, createTeamView, type EventFrame, type TeamView } from './teamView.ts';

export interface ClientOptions {
  readonly storage: ClientStorage;
  /** Hears everything. Called synchronously, in order; must not throw. */
  readonly onEvent?: (event: ClientEvent) => void;
  /** Whether to follow the presence of the team. Default true. */
  readonly watchPresence?: boolean;
  /** In [0, 1); for tests. */
  readonly random?: () => number;
  /** The wall clock, ms; for tests. */
  readonly now?: () => number;
  readonly silenceMs?: number;
}

/** A member's end of the relay. Works offline too: what is asked waits in the outbox, what was seen is there. */
export interface Client extends Sendable {
  readonly profile: Profile;
  readonly team: TeamView;
  readonly log: MentoringLog;
  readonly connection: ConnectionState;
  /** Commands that the relay has not acknowledged. */
  readonly waiting: number;
  /** The relay's clock as well as it is known, ms. */
  now(): number;
  presence(member: Id): Status;
  /** Until when somebody who is away said they would be, ms; null where they did not say. */
  presenceUntil(member: Id): number | null;
  /** Connects and stays connected until `stop`. */
  start(): void;
  /** Leaves at once; what is not acknowledged waits in the outbox. */
  stop(): void;
  /** Stops, and erases keys, events and what waits on this machine. The relay is not told; the mentoring log stays. */
  forget(): Promise<void>;
  /** Resolves when online or waiting, rejects with the problem when it is certain that this will not be by itself. */
  ready(): Promise<void>;
}

/** Makes a client of the profile in `storage`. Throws ClientProblem `no-profile` if there is none. Nothing is connected before `start`. */
export async function createClient(options: ClientOptions): Promise<Client> {
  await loadSealing();
  const stored = await readProfile(options.storage);
  if (!stored || stored.joining)
    throw new ClientProblem('no-profile', 'You have not joined a team here yet; use an invite link first.');
  const client = new TeamClient(options, stored);
  client.replay();
  return client.facade;
}

class TeamClient {
  readonly facade: Client;
  readonly #options: ClientOptions;
  readonly #events;
  readonly #outbox;
  readonly #queue;
  readonly #log: MentoringLog;
  readonly #presence: TeamPresence;
  readonly #live: LiveFrames;
  readonly #queries = createOpenQueries();
  #profile: Profile;
  #view: TeamView;
  #cursor: { epoch: string; offset: number } | undefined;
  #state: ConnectionState = 'offline';
  #link: Link | undefined;
  #running = false;
  #attempt = 0;
  #retry: NodeJS.Timeout | undefined;
  #clockOffset = 0;
  #appending: string[] = [];
  #appendScheduled = false;
  #readers: { resolve: () => void; reject: (problem: ClientProblem) => void }[] = [];
  #problem: ClientProblem | undefined;

  constructor(options: ClientOptions, profile: Profile) {
    const { storage } = options;
    this.#options = options;
    this.#profile = profile;
    this.#view = createTeamView(withTeamKey(profile));
    this.#events = createEventFile(storage.folder);
    this.#outbox = createOutbox(storage.folder);
    this.#log = createMentoringLog(storage.folder);
    this.#queue = createCommandQueue(this.#outbox, (id, code, sentence, watched) =>
      this.#tell({ type: 'refused', id, code, sentence, watched }),
    );
    this.#presence = createTeamPresence(
      (frame) => this.#send(frame),
      (member, status, until) => this.#tell({ type: 'presence', member, status, until }),
    );
    this.#live = createLiveFrames(
      () => this.#profile,
      () => this.#view,
    );
    const self = this;
    this.facade = {
      ...createSendable({
        profile: () => this.#profile,
        view: () => this.#view,
        now: () => this.facade.now(),
        saveProfile: async (next) => {
          this.#profile = next;
          await writeProfile(storage, next);
        },
        add: (frame) => this.#queue.add(frame),
        query: (frame, answer) => this.#query(frame, answer),
        live: (session, content) => this.#sendLive(session, content),
        setPresence: (status, until) => this.#presence.say(status, until),
        erased: () => this.facade.forget(),
      }),
      get profile() {
        return self.#profile;
      },
      get team() {
        return self.#view;
      },
      log: this.#log,
      get connection() {
        return self.#state;
      },
      get waiting() {
        return self.#queue.waiting();
      },
      now: () => this.#wall() + this.#clockOffset,
      presence: (member) => this.#presence.status(member),
      presenceUntil: (member) => this.#presence.until(member),
      start: () => this.#start(),
      stop: () => this.#stop(),
      forget: async () => {
        this.#stop();
        await forgetHere(storage);
      },
      ready: () => this.#ready(),
    };
  }

  /** Takes what the event file holds. */
  replay(): void {
    const kept = this.#profile.teamKey === null ? undefined : this.#events.load();
    if (!kept) return;
    this.#cursor = kept.cursor;
    for (const text of kept.frames) this.#take(JSON.parse(text) as EventFrame, true);
  }

  #start(): void {
    if (this.#running) return;
    this.#running = true;
    this.#problem = undefined;
    for (const id of this.#outbox.dropOld(this.#wall())) {
      this.#tell({
        type: 'refused',
        id,
        code: 'expired',
        sentence: 'This waited in the outbox for two weeks and was dropped.',
        watched: false,
      });
    }
    this.#connect();
  }

  #stop(): void {
    this.#running = false;
    clearTimeout(this.#retry);
    this.#link?.leave();
    this.#link = undefined;
    this.#flushEvents();
    this.#queries.drop();
    this.#queue.stop(
      new ClientProblem(
        'lost',
        'The client was stopped before the relay had answered; the command waits in the outbox.',
      ),
    );
    this.#state = 'offline';
    this.#settle(new ClientProblem('lost', 'The client was stopped.'));
  }

  #ready(): Promise<void> {
    if (this.#state === 'online' || this.#state === 'waiting') return Promise.resolve();
    if (this.#problem) return Promise.reject(this.#problem);
    return new Promise((resolve, reject) => this.#readers.push({ resolve, reject }));
  }

  #settle(problem?: ClientProblem): void {
    const readers = this.#readers;
    this.#readers = [];
    for (const { resolve, reject } of readers) problem ? reject(problem) : resolve();
  }

  #connect(): void {
    if (!this.#running) return;
    const profile = this.#profile;
    const warning = addressProblem(profile.address, profile.forcePlain ?? false);
    if (warning) {
      this.#fail(new ClientProblem('bad-address', warning));
      return;
    }
    this.#setState('connecting');
    this.#link = openLink({
      address: profile.address,
      relay: profile.relay,
      certificate: profile.certificate,
      ...(this.#options.silenceMs === undefined ? {} : { silenceMs: this.#options.silenceMs }),
      prove: (challenge) => {
        this.#checkClock(challenge.time);
        const { relay, team, member, device } = profile;
        const text = proofText({ relay, time: challenge.time, nonce: challenge.nonce, team, member, device });
        const signature = sign(text, profile.deviceSecret);
        return JSON.stringify({ type: 'member.prove', version: protocolVersion, team, member, device, signature });
      },
      onWelcome: (welcome) => this.#onWelcome(welcome),
      onFrame: (frame, raw) => this.#onFrame(frame, raw),
      onClosed: ({ problem, again }) => this.#onClosed(problem, again),
    });
  }

  #onClosed(problem: ClientProblem, again: boolean): void {
    this.#link = undefined;
    this.#queue.offline();
    this.#flushEvents();
    this.#queries.drop();
    this.#presence.offline();
    if (!this.#running) return;
    if (!again) {
      this.#giveUp(problem);
      return;
    }
    // Being vouched for is good news that is worth no wait.
    const wait =
      problem.code === 'standing-changed' ? 0 : backoff(this.#attempt++, (this.#options.random ?? Math.random)());
    this.#setState('offline', problem, wait);
    this.#retry = setTimeout(() => this.#connect(), wait);
  }

  #onWelcome(welcome: Welcome): void {
    if (welcome.standing === 'waiting') {
      this.#attempt = 0;
      this.#setState('waiting');
      this.#settle();
      return;
    }
    if (this.#profile.teamKey === null) {
      const teamKey = welcome.teamKey && unwrap(welcome.teamKey, this.#profile);
      if (!teamKey) {
        const sentence =
          'Somebody vouched for you, but the team key they sent cannot be opened; ask for an invite link.';
        this.#fail(new ClientProblem('no-team-key', sentence));
        return;
      }
      this.#profile = { ...this.#profile, teamKey };
      // Where it cannot be kept, the next welcome brings it again.
      writeProfile(this.#options.storage, this.#profile).catch(() => {});
      this.#view = createTeamView(withTeamKey(this.#profile));
      const half = publicHalf(this.#profile);
      this.#queue.add({ type: 'member.update', emails: half.emails, profile: half.profile! });
    }
    const after = this.#cursor ?? { epoch: welcome.epoch, offset: 0 };
    this.#send({ type: 'team.resume', after });
  }

  #onFrame(frame: RelayFrame, raw: string): void {
    switch (frame.type) {
      case 'team.event':
        // A cursor that has moved past an event has taken it already.
        if (frame.offset <= this.#cursor!.offset) return;
        this.#keep(raw);
        this.#cursor = { ...this.#cursor!, offset: frame.offset };
        this.#take(frame, false);
        return;
      case 'team.resuming':
        if (frame.fresh || this.#cursor?.epoch !== frame.epoch) {
          this.#appending = [];
          this.#view.clear();
          this.#events.reset(frame.epoch);
          this.#cursor = { epoch: frame.epoch, offset: 0 };
        }
        return;
      case 'team.resumed':
        this.#flushEvents();
        this.#cursor = { epoch: frame.epoch, offset: Math.max(frame.offset, this.#cursor!.offset) };
        this.#events.mark(this.#cursor);
        this.#attempt = 0;
        this.#queue.online((text) => this.#link?.send(text), limits.unackedCommands.value);
        this.#presence.online();
        this.#watch();
        this.#setState('online');
        this.#settle();
        return;
      case 'command.done':
        this.#queue.onDone(frame.id, { offset: frame.offset, time: frame.time });
        return;
      case 'command.refused': {
        const known = Object.hasOwn(refusals, frame.code) ? refusals[frame.code as keyof typeof refusals] : undefined;
        this.#queue.onRefused(frame.id, frame.code, frame.sentence, known?.retry === 'again');
        return;
      }
      case 'presence.changed':
        for (const { member, status, until } of frame.members) this.#presence.heard(member, status, until);
        return;
      case 'live.send': {
        const content = this.#live.open(frame.from, frame.sealed);
        if (content !== undefined)
          this.#tell({ type: 'live', session: frame.session, from: frame.from, device: frame.device, content });
        return;
      }
      case 'figure.list':
      case 'device.list':
        this.#queries.answered(frame);
        return;
    }
  }

  #take(frame: EventFrame, replayed: boolean): void {
    const changed = this.#view.take(frame);
    if (!changed) return;
    switch (changed.what) {
      case 'member':
        // While catching up each of hundreds of members would ask for the presence of all before it; it is asked for once, at the end.
        if (this.#state === 'online') this.#watch();
        this.#tell({ type: 'member', member: changed.member });
        return;
      case 'erased':
        this.#tell({ type: 'erased', record: changed.record });
        return;
      case 'record':
        this.#tell({ type: 'record', record: changed.record, replayed });
        return;
      case 'request':
        this.#logIfConfirmed(changed, replayed);
        // What was missed while away is news; what this machine has shown before is not.
        this.#tell({ type: 'request', request: changed.request, event: changed.event, replayed });
        return;
    }
  }

  #logIfConfirmed(changed: Extract<Changed, { what: 'request' }>, replayed: boolean): void {
    if (changed.event.type !== 'log.confirmed') return;
    const entry = logEntryOf(this.#view, changed.request, this.#profile.member);
    if (!entry) return;
    try {
      this.#log.put(entry);
    } catch (error) {
      // The next start, which sees this event again, tries again.
      const sentence = error instanceof Error ? error.message : String(error);
      this.#tell({ type: 'refused', id: entry.session, code: 'bad-log', sentence, watched: false });
      return;
    }
    this.#tell({ type: 'log', entry, replayed });
  }

  #keep(raw: string): void {
    this.#appending.push(raw);
    if (this.#appendScheduled) return;
    this.#appendScheduled = true;
    setImmediate(() => this.#flushEvents());
  }

  #flushEvents(): void {
    this.#appendScheduled = false;
    const frames = this.#appending;
    this.#appending = [];
    this.#events.append(frames);
  }

  #sendLive(session: Id, content: unknown): boolean {
    const frame = this.#state === 'online' ? this.#live.seal(session, content) : undefined;
    if (!frame) return false;
    this.#send(frame);
    return true;
  }

  #watch(): void {
    if (this.#options.watchPresence === false || !this.#link) return;
    const others = [...this.#view.members.values()].filter((member) => !member.isMe && !member.gone);
    this.#presence.watch(others.map((member) => member.id));
  }

  #query(frame: { readonly type: string }, answer: (frame: RelayFrame | undefined) => void): boolean {
    if (this.#state !== 'online') return false;
    this.#queries.add(frame.type, answer);
    this.#send(frame);
    return true;
  }

  #send(frame: object): void {
    this.#link?.send(JSON.stringify(frame));
  }

  #checkClock(relayTime: number): void {
    this.#clockOffset = relayTime - this.#wall();
    if (Math.abs(this.#clockOffset) > limits.clockSkewMs.value)
      this.#tell({ type: 'clock', offByMs: -this.#clockOffset });
  }

  #fail(problem: ClientProblem): void {
    this.#link?.leave();
    this.#link = undefined;
    this.#giveUp(problem);
  }

  /** Does not try again until somebody starts it: whoever waits for the relay's answer would wait for ever. */
  #giveUp(problem: ClientProblem): void {
    this.#running = false;
    this.#problem = problem;
    this.#queue.stop(problem);
    this.#setState('stopped', problem);
    this.#settle(problem);
  }

  #setState(state: ConnectionState, problem?: ClientProblem, retryInMs?: number): void {
    this.#state = state;
    this.#tell({
      type: 'connection',
      state,
      ...(problem ? { code: problem.code, sentence: problem.message } : {}),
      ...(retryInMs === undefined ? {} : { retryInMs }),
    });
  }

  #tell(event: ClientEvent): void {
    this.#options.onEvent?.(event);
  }

  #wall(): number {
    return (this.#options.now ?? Date.now)();
  }
}

/** A member who waits has no team key; a view made with a useless one shows nothing, which is what such a member may see. */
function withTeamKey(profile: Profile): Profile & { teamKey: string } {
  return { ...profile, teamKey: profile.teamKey ?? 'A'.repeat(43) };
}
