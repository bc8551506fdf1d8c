import { createHash } from 'node:crypto';
import type { Profile as Card, LogEntryContent, Message, Question } from '../protocol/contents.ts';
import { contents } from '../protocol/contents.ts';
import type { Scope } from '../protocol/events.ts';
import { contentContext, contentText, keyCode, sign, teamSubkey, voucherFor } from '../protocol/identity.ts';
import { type Invite, inviteLink } from '../protocol/inviteLink.ts';
import type { KindName } from '../protocol/kinds.ts';
import { limits } from '../protocol/limits.ts';
import { monthOf } from '../protocol/months.ts';
import type { RelayFrame } from '../protocol/relayFrames.ts';
import { hashText, openWith, randomText, sealFor, sealWith, timedId, wrapFor } from '../protocol/sealing.ts';
import type { Id } from '../protocol/shapes.ts';
import { ClientProblem } from './clientProblem.ts';
import type { Done } from './commandQueue.ts';
import { bundleShape, checkPerson, publicHalf } from './joinTeam.ts';
import type { Profile } from './profile.ts';
import type { Member, RequestView, TeamView } from './teamView.ts';

/** A command on its way: its id in the outbox, and what becomes of it. */
export interface Sent {
  readonly id: string;
  readonly done: Promise<Done>;
}

export interface Ask {
  readonly question: Question;
  /** Who is asked in which order; `wait` (ms) is how long before the next step is asked too. */
  readonly steps: readonly { readonly candidates: readonly Id[]; readonly wait: number }[];
  /** The asker's name is shown only to whoever accepts. */
  readonly hidden?: boolean;
  /** Ms until the request is over if nobody accepts. Default: a week. */
  readonly expiresIn?: number;
}

export interface NewRecord {
  readonly kind: KindName;
  readonly scope: Scope;
  readonly content: unknown;
  /** A later record of mine with the same kind and slot takes this one's place. Any text; the relay sees a keyed hash. */
  readonly slot?: string;
}

/** A team figure: how many sessions of a label were contributed, where at least four people did. */
export interface Figure {
  readonly name: string;
  readonly sessions: number;
}

/** Everything a member can send. Commands are kept in the outbox until the relay has them on disk, so all of them work offline. */
export interface Sendable {
  ask(ask: Ask): Sent & { readonly request: Id };
  accept(request: Id): Sent;
  later(request: Id, inMs: number): Sent;
  /** Passes a request on; its content is sealed for the new candidate here. */
  pass(request: Id, to: Id): Sent;
  decline(request: Id): Sent;
  /** Asks the next step now, or the people named. */
  widen(request: Id, candidates?: readonly Id[]): Sent;
  withdraw(request: Id): Sent;
  say(session: Id, message: Message): Sent & { readonly record: Id };
  pause(session: Id): Sent;
  continue(session: Id): Sent;
  end(session: Id): Sent;
  /** Writes the log entry and confirms one's own half. */
  proposeLog(session: Id, entry: LogEntryContent): Sent & { readonly record: Id };
  confirmLog(session: Id): Sent;
  addRecord(record: NewRecord): Sent & { readonly record: Id };
  eraseRecord(record: Id): Sent;
  /** Sends a live frame to the other of a session; false if that is not possible now. Never stored, never repeated. */
  live(session: Id, content: unknown): boolean;
  /** Says how this person is; repeated by itself after reconnects. */
  setPresence(status: 'available' | 'busy' | 'away', until?: number): void;
  invite(expiresInMs?: number): Sent & { readonly link: string };
  /** A link for this member's next machine. */
  linkDevice(): Sent & { readonly link: string };
  removeDevice(device: Id): Sent;
  devices(): Promise<{ device: Id; addedAt: number }[]>;
  /** Vouches for the waiting member with this key code, as read out by them. */
  vouch(code: string): Sent;
  promote(member: Id): Sent;
  revoke(member: Id): Sent;
  updateProfile(change: { name?: string; emails?: readonly string[]; card?: Omit<Card, 'name'> }): Promise<Sent>;
  /** Leaves the team and forgets keys and events on this machine. The mentoring log stays. */
  leave(): Promise<void>;
  /** Leaves, and has the relay erase everything that points to this person. */
  forgetMe(): Promise<void>;
  contribute(name: string): Sent;
  figures(month: string): Promise<Figure[]>;
  /** Publishes a calendar. Returns the path of its private address under the relay's; keep it, it cannot be had again. */
  publishFeed(feed: {
    id?: Id;
    secret?: string;
    with?: readonly Id[];
    calendar: string;
  }): Sent & { readonly feed: Id; readonly secret: string; readonly path: string };
  revokeFeed(feed: Id): Sent;
  /** The key code of this machine's member, to be read out to whoever vouches. */
  keyCode(): string;
}

/** What commands are made with. */
export interface SendableContext {
  readonly profile: () => Profile;
  readonly view: () => TeamView;
  /** The relay's clock as well as it is known, ms. */
  readonly now: () => number;
  readonly saveProfile: (profile: Profile) => Promise<void>;
  readonly add: (frame: { readonly type: string; readonly [field: string]: unknown }) => Sent;
  readonly query: (
    frame: { readonly type: string; readonly [field: string]: unknown },
    /** Hears undefined where the connection is lost before the answer. */
    answer: (frame: RelayFrame | undefined) => void,
  ) => boolean;
  readonly live: (session: Id, content: unknown) => boolean;
  readonly setPresence: (status: 'available' | 'busy' | 'away', until: number | null) => void;
  /** Called after the relay has let us go. */
  readonly erased: () => Promise<void>;
}

const week = 7 * 86_400_000;
const noKey =
  'What this person’s machine gave as its key is none, so nothing can be sealed for them; they must join anew.';

export function createSendable(context: SendableContext): Sendable {
  const { profile, view, add } = context;
  const teamKey = () => {
    const key = profile().teamKey;
    if (key === null)
      throw new ClientProblem(
        'no-team-key',
        'Nobody has vouched for you yet; read your key code to a member and wait.',
      );
    return key;
  };
  const subkey = (purpose: 'content' | 'label' | 'slot') => teamSubkey(teamKey(), purpose);
  const reader = (id: Id): Member => {
    const member = view().members.get(id);
    if (!member || member.gone) throw new ClientProblem('not-a-member');
    return member;
  };
  const readers = (ids: readonly Id[]) =>
    [...new Set([profile().member, ...ids])].map((id) => ({ member: id, boxKey: reader(id).boxKey }));
  const known = (id: Id): RequestView => {
    const request = view().requests.get(id);
    if (!request) throw new ClientProblem('unknown-request', 'There is no such request here.');
    return request;
  };
  const context5 = (kind: string, id: Id) => contentContext(profile().team, kind, id);
  const signed = (kind: string, id: Id, sealed: string) =>
    sign(contentText(context5(kind, id), sealed), profile().signSecret);

  const addRecord: Sendable['addRecord'] = ({ kind, scope, content, slot }) => {
    const record = timedId(Date.now());
    const at = context5(kind, record);
    const opaque = slot === undefined ? {} : { slot: hashText(slot, subkey('slot')) };
    const base = { type: 'record.add', record, kind, scope, ...opaque };
    if ('team' in scope) {
      const sealed = sealWith(subkey('content'), at, content);
      return { record, ...add({ ...base, signature: signed(kind, record, sealed), sealed }) };
    }
    const others = 'members' in scope ? scope.members : pairOf(known(scope.session));
    const { sealed, keys } = sealFor(subkey('content'), readers(others), at, content);
    return { record, ...add({ ...base, signature: signed(kind, record, sealed), keys, sealed }) };
  };

  const makeInvite = (extra: Partial<Invite>): Invite => {
    const { address, relay, team, certificate } = profile();
    const known = certificate ? { certificate } : {};
    return { address, relay, team, invite: randomText(16), secret: randomText(32), ...known, ...extra };
  };

  const goodbye = async (type: 'member.leave' | 'member.forget') => {
    await add({ type }).done.catch((problem: ClientProblem) => {
      // The relay cuts a member who is gone: that is the same answer.
      if (problem.code !== 'revoked') throw problem;
    });
    await context.erased();
  };

  return {
    ask({ question, steps, hidden = false, expiresIn = week }) {
      checked('question', question);
      const request = timedId(Date.now());
      const candidates = steps.flatMap((step) => step.candidates);
      const sealed = sealFor(subkey('content'), readers(candidates), context5('request', request), question);
      return {
        request,
        ...add({
          type: 'request.ask',
          request,
          hidden,
          // For whom nothing can be sealed could not read it.
          steps: steps.map(({ candidates, wait }) => ({
            candidates: candidates.filter((id) => sealed.keys[id] !== undefined),
            wait: Math.round(wait),
          })),
          keys: sealed.keys,
          signature: signed('request', request, sealed.sealed),
          expiresIn,
          sealed: sealed.sealed,
        }),
      };
    },
    accept: (request) => add({ type: 'request.accept', request }),
    later: (request, inMs) => add({ type: 'request.later', request, in: Math.round(inMs) }),
    pass(request, to) {
      const { contentKey } = known(request);
      if (!contentKey)
        throw new ClientProblem('not-yours', 'This request cannot be opened here, so it cannot be passed on.');
      const member = reader(to);
      const key = wrapFor([{ member: to, boxKey: member.boxKey }], contentKey)[to];
      if (key === undefined) throw new ClientProblem('not-a-member', noKey);
      return add({ type: 'request.pass', request, to, key });
    },
    decline: (request) => add({ type: 'request.decline', request }),
    widen(request, candidates = []) {
      const { contentKey } = known(request);
      const keys =
        candidates.length && contentKey
          ? wrapFor(
              candidates.map((id) => ({ member: id, boxKey: reader(id).boxKey })),
              contentKey,
            )
          : {};
      return add({ type: 'request.widen', request, candidates, keys });
    },
    withdraw: (request) => add({ type: 'request.withdraw', request }),
    say: (session, message) => addRecord({ kind: 'message', scope: { session }, content: checked('message', message) }),
    pause: (session) => add({ type: 'session.pause', session }),
    continue: (session) => add({ type: 'session.continue', session }),
    end: (session) => add({ type: 'session.end', session }),
    proposeLog(session, entry) {
      const { record } = addRecord({
        kind: 'log-entry',
        scope: { session },
        content: checked('log-entry', entry),
      });
      return { record, ...add({ type: 'log.propose', session, record }) };
    },
    confirmLog(session) {
      const { entry } = known(session).state;
      if (!entry) throw new ClientProblem('not-active', 'Nobody has written a log entry for this session yet.');
      return add({ type: 'log.confirm', session, record: entry.record });
    },
    addRecord,
    eraseRecord: (record) => add({ type: 'record.erase', record }),
    live: (session, content) => context.live(session, content),
    setPresence: (status, until) => context.setPresence(status, until ?? null),
    invite(expiresInMs = limits.inviteMs.value) {
      const invite = makeInvite({ teamKey: teamKey() });
      const sent = add({
        type: 'invite.create',
        invite: invite.invite,
        hash: sha256(invite.secret),
        expiresIn: expiresInMs,
      });
      return { link: inviteLink(invite), ...sent };
    },
    linkDevice() {
      const bundleKey = randomText(32);
      const invite = makeInvite({ bundleKey });
      const bundle = sealWith(
        bundleKey,
        contentContext(invite.team, 'bundle', invite.invite),
        bundleShape.parse(profile()),
      );
      return {
        link: inviteLink(invite),
        ...add({ type: 'device.link', invite: invite.invite, hash: sha256(invite.secret), bundle }),
      };
    },
    removeDevice: (device) => add({ type: 'device.remove', device }),
    devices: () =>
      new Promise((resolve, reject) => {
        const asked = context.query({ type: 'device.list' }, (frame) => {
          if (frame?.type === 'device.list') resolve(frame.devices);
          else reject(offline());
        });
        if (!asked) reject(offline());
      }),
    vouch(code) {
      const plain = (text: string) => text.toLowerCase().replace(/[^a-z2-9]/g, '');
      const waiting = [...view().waiting.values()].find((one) => plain(keyCode(one)) === plain(code));
      if (!waiting)
        throw new ClientProblem('not-a-member', 'Nobody who waits has this key code; compare it letter by letter.');
      const voucher = voucherFor(teamKey(), { member: waiting.id, signKey: waiting.signKey, boxKey: waiting.boxKey });
      const wrapped = wrapFor([{ member: waiting.id, boxKey: waiting.boxKey }], teamKey())[waiting.id];
      if (wrapped === undefined) throw new ClientProblem('not-a-member', noKey);
      return add({ type: 'member.vouch', member: waiting.id, voucher, teamKey: wrapped });
    },
    promote: (member) => add({ type: 'member.promote', member }),
    revoke: (member) => add({ type: 'member.revoke', member }),
    async updateProfile({ name, emails, card }) {
      checkPerson({ ...(name ? { name } : {}), ...(emails ? { emails } : {}) });
      // What another machine of this member has said is known from the team; this machine's own copy may be older.
      const own = view().members.get(profile().member);
      const next: Profile = {
        ...profile(),
        name: name || own?.card?.name || profile().name,
        ...(emails ? { emails: [...emails] } : {}),
      };
      const full = checked('profile', { ...own?.card, ...card, name: next.name });
      const sealed = sealWith(subkey('content'), context5('profile', next.member), full);
      const hashes = emails || !own ? publicHalf(next).emails : own.emails;
      const sent = add({ type: 'member.update', emails: hashes, profile: sealed });
      await context.saveProfile(next);
      return sent;
    },
    leave: () => goodbye('member.leave'),
    forgetMe: () => goodbye('member.forget'),
    contribute(name) {
      const month = monthOf(context.now());
      const sealed = sealWith(subkey('content'), context5('figure', month), name);
      return add({ type: 'figure.contribute', month, label: hashText(name, subkey('label')), name: sealed });
    },
    figures: (month) =>
      new Promise((resolve, reject) => {
        const asked = context.query({ type: 'figure.list', month }, (frame) => {
          if (frame?.type !== 'figure.list') return reject(offline());
          resolve(
            frame.figures.flatMap(({ name, sessions }) => {
              const opened = openWith(subkey('content'), context5('figure', month), name);
              return typeof opened === 'string' ? [{ name: opened, sessions }] : [];
            }),
          );
        });
        if (!asked) reject(offline());
      }),
    publishFeed({ id = randomText(16), secret = randomText(32), with: others = [], calendar }) {
      const sent = add({ type: 'feed.publish', feed: id, hash: sha256(secret), with: others, calendar });
      return { feed: id, secret, path: `/calendar/${profile().team}/${secret}.ics`, ...sent };
    },
    revokeFeed: (feed) => add({ type: 'feed.revoke', feed }),
    keyCode: () => keyCode(profile()),
  };
}

/** What is sealed. Throws a sentence where others could not read it. */
function checked(kind: keyof typeof contents, content: unknown): unknown {
  const parsed = contents[kind].safeParse(content);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw issue?.code === 'too_big'
    ? new ClientProblem('limit-reached', 'This is longer than can be sent; make it shorter and send it again.')
    : new ClientProblem('bad-frame', `This cannot be sent: ${issue?.path.join('.')}.`);
}

function pairOf(request: RequestView): Id[] {
  const { asker, helper } = request.state;
  if (!asker || !helper) throw new ClientProblem('not-active', 'This request has no session yet.');
  return [asker, helper];
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

function offline(): ClientProblem {
  return new ClientProblem('unreachable', 'The relay is not connected at the moment; try again when it is.');
}
