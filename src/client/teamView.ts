import { decodeEvent, isMalformed } from '../protocol/codec.ts';
import { type Profile as Card, contents, type Question } from '../protocol/contents.ts';
import type { Event, MemberCard, RequestEvent, Role, Scope } from '../protocol/events.ts';
import { requestEvents } from '../protocol/events.ts';
import { contentContext, contentText, isSigned, teamSubkey, voucherFor } from '../protocol/identity.ts';
import { type RequestState, reduceRequest } from '../protocol/requestState.ts';
import { mixedKey, openWith, unwrap } from '../protocol/sealing.ts';
import type { Id } from '../protocol/shapes.ts';
import type { Profile } from './profile.ts';

/** Somebody in the team, as this member may know them. */
export interface Member {
  readonly id: Id;
  readonly name: string;
  readonly role: Role;
  /** Keyed hashes of the emails they commit under: compare with `emailHash`. */
  readonly emails: readonly string[];
  readonly card: Card | undefined;
  readonly signKey: string;
  readonly boxKey: string;
  readonly isMe: boolean;
  /** Left, was revoked, or was forgotten: kept for the names in old sessions. */
  readonly gone: boolean;
}

/** Somebody who has joined without the team key and waits for a member to vouch. */
export interface Waiting {
  readonly id: Id;
  readonly signKey: string;
  readonly boxKey: string;
}

/** A request or session as this member sees it. */
export interface RequestView {
  readonly id: Id;
  readonly state: RequestState;
  readonly role: 'asker' | 'candidate' | 'helper';
  readonly question: Question | undefined;
  /** Whether the asker’s signature over the question was checked; null while the asker is not shown. */
  readonly verified: boolean | null;
  readonly contentKey: string | undefined;
  readonly signedText: string | undefined;
  /** Members who were once asked besides oneself are not known here. */
  readonly at: number;
}

/** A sealed record, opened. `content` is JSON of its kind’s shape, unchecked; undefined if it could not be opened. */
export interface RecordView {
  readonly id: Id;
  readonly kind: string;
  readonly by: Id;
  readonly scope: Scope;
  readonly slot: string | undefined;
  readonly at: number;
  readonly offset: number;
  readonly content: unknown;
  /** Whether the author’s signature holds. */
  readonly verified: boolean;
}

/** What an event has changed. */
export type Changed =
  | { readonly what: 'member'; readonly member: Id; readonly event: Event }
  | { readonly what: 'request'; readonly request: RequestView; readonly event: RequestEvent }
  | { readonly what: 'record'; readonly record: RecordView }
  | { readonly what: 'erased'; readonly record: Id };

export interface EventFrame {
  readonly offset: number;
  readonly at: number;
  readonly event: { readonly type: string };
  readonly sealed?: string | undefined;
}

/** The team as the events that this member has seen make it. */
export interface TeamView {
  readonly members: ReadonlyMap<Id, Member>;
  readonly waiting: ReadonlyMap<Id, Waiting>;
  readonly requests: ReadonlyMap<Id, RequestView>;
  readonly records: ReadonlyMap<Id, RecordView>;
  /** Takes one event; undefined if it changes nothing that this client knows of. */
  take(frame: EventFrame): Changed | undefined;
  clear(): void;
}

export function createTeamView(profile: Profile & { teamKey: string }): TeamView {
  const members = new Map<Id, Member>();
  const waiting = new Map<Id, Waiting>();
  const requests = new Map<Id, RequestView>();
  const records = new Map<Id, RecordView>();
  const contentSubkey = teamSubkey(profile.teamKey, 'content');
  const context = (kind: string, id: Id) => contentContext(profile.team, kind, id);

  const takeMember = (card: MemberCard) => {
    waiting.delete(card.member);
    // A card whose keys nobody with the team key has vouched for is not a member, whatever the relay says.
    if (card.voucher !== voucherFor(profile.teamKey, card)) return;
    const opened =
      card.profile === null ? undefined : openWith(contentSubkey, context('profile', card.member), card.profile);
    const parsed = contents.profile.safeParse(opened);
    members.set(card.member, {
      id: card.member,
      // Somebody who was vouched for has told the team no name yet; their own client knows it.
      name: parsed.success
        ? parsed.data.name
        : card.member === profile.member
          ? profile.name
          : 'a member without a name',
      role: card.role,
      emails: card.emails,
      card: parsed.success ? parsed.data : undefined,
      signKey: card.signKey,
      boxKey: card.boxKey,
      isMe: card.member === profile.member,
      gone: false,
    });
  };

  const takeRequest = (event: RequestEvent, frame: EventFrame): RequestView | undefined => {
    const id = 'request' in event ? event.request : event.session;
    const before = requests.get(id);
    const state = reduceRequest(before?.state, event, frame.at);
    if (!state) return undefined;
    let { question, contentKey, signedText } = before ?? {
      question: undefined,
      contentKey: undefined,
      signedText: undefined,
    };
    if (question === undefined && frame.sealed !== undefined) {
      const wrapped = state.keys[profile.member];
      contentKey = wrapped === undefined ? undefined : unwrap(wrapped, profile);
      const opened =
        contentKey === undefined
          ? undefined
          : openWith(mixedKey(contentSubkey, contentKey), context('request', id), frame.sealed);
      const parsed = contents.question.safeParse(opened);
      question = parsed.success ? parsed.data : undefined;
      signedText = contentText(context('request', id), frame.sealed);
    }
    const asker = state.asker === null ? undefined : members.get(state.asker);
    const view: RequestView = {
      id,
      state,
      role: state.asker === profile.member ? 'asker' : state.helper === profile.member ? 'helper' : 'candidate',
      question,
      contentKey,
      signedText,
      verified:
        asker && signedText && state.signature
          ? isSigned(signedText, state.signature, asker.signKey)
          : state.asker === null
            ? null
            : false,
      at: frame.at,
    };
    requests.set(id, view);
    return view;
  };

  const takeRecord = (event: Extract<Event, { type: 'record.added' }>, frame: EventFrame): RecordView => {
    const { record: id, kind, by, scope, slot } = event;
    const open = () => {
      const wrapped = event.keys?.[profile.member];
      const own = wrapped === undefined ? undefined : unwrap(wrapped, profile);
      const key = 'team' in scope ? contentSubkey : own && mixedKey(contentSubkey, own);
      const author = members.get(by);
      const verified =
        author !== undefined &&
        frame.sealed !== undefined &&
        isSigned(contentText(context(kind, id), frame.sealed), event.signature, author.signKey);
      // Words that their author has not signed are nobody's words.
      return {
        verified,
        content: key && frame.sealed && verified ? openWith(key, context(kind, id), frame.sealed) : undefined,
      };
    };
    // Opened when somebody looks: a start reads thousands of records again, and most of them nobody looks at.
    let opened: ReturnType<typeof open> | undefined;
    if (slot !== undefined) {
      for (const other of records.values()) {
        if (other.slot === slot && other.by === by && other.kind === kind) records.delete(other.id);
      }
    }
    const view: RecordView = {
      id,
      kind,
      by,
      scope,
      slot,
      at: frame.at,
      offset: frame.offset,
      get content() {
        opened ??= open();
        return opened.content;
      },
      get verified() {
        opened ??= open();
        return opened.verified;
      },
    };
    records.set(id, view);
    return view;
  };

  const takeGone = (member: Id, forgotten: boolean) => {
    waiting.delete(member);
    const known = members.get(member);
    if (known)
      members.set(member, {
        ...known,
        gone: true,
        ...(forgotten ? { name: 'a former member', emails: [], card: undefined } : {}),
      });
    if (!forgotten) return;
    for (const record of records.values()) if (record.by === member) records.delete(record.id);
  };

  return {
    members,
    waiting,
    requests,
    records,
    take(frame) {
      const event = decodeEvent(frame.event);
      if (event === undefined || isMalformed(event)) return undefined;
      if (isRequestEvent(event)) {
        const request = takeRequest(event, frame);
        return request && { what: 'request', request, event };
      }
      switch (event.type) {
        case 'record.added':
          return { what: 'record', record: takeRecord(event, frame) };
        case 'record.erased':
          return records.delete(event.record) ? { what: 'erased', record: event.record } : undefined;
        case 'member.waiting':
          waiting.set(event.member, { id: event.member, signKey: event.signKey, boxKey: event.boxKey });
          break;
        case 'member.joined':
        case 'member.updated':
          takeMember(event);
          break;
        default:
          takeGone(event.member, event.type === 'member.forgotten');
      }
      return { what: 'member', member: event.member, event };
    },
    clear() {
      members.clear();
      waiting.clear();
      requests.clear();
      records.clear();
    },
  };
}

function isRequestEvent(event: Event): event is RequestEvent {
  return Object.hasOwn(requestEvents, event.type);
}
