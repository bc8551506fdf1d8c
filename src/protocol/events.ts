import * as z from 'zod';
import { duration, id, key, kind, sealed, signature, time, wrapped, wrappedKeys } from './shapes.ts';

/** One step of a request's widening schedule: who is asked, and how long before the next step follows. */
export const step = z.object({ candidates: z.array(id), wait: duration });
export type Step = z.infer<typeof step>;

/** Who may read a record. */
export const scope = z.union([
  z.strictObject({ team: z.literal(true) }),
  z.strictObject({ session: id }),
  z.strictObject({ members: z.array(id) }),
]);
export type Scope = z.infer<typeof scope>;

export const role = z.enum(['owner', 'member']);
export type Role = z.infer<typeof role>;

/** A member as the team knows it. `emails` are keyed hashes; `profile` is sealed with the team key; `voucher` is the team key's word for the keys. */
export const memberCard = z.object({
  member: id,
  signKey: key,
  boxKey: key,
  role,
  emails: z.array(key),
  profile: sealed.nullable(),
  voucher: key,
});
export type MemberCard = z.infer<typeof memberCard>;

const request = { request: id };
const session = { session: id };

/** What happened to requests and sessions; the reducer in requestState.ts gives each its meaning. */
export const requestEvents = {
  /**
   * To the asker: the request is on disk. `keys` holds the wrapped content key of each candidate and of the asker. Step number `step` (from
   * 0) is asked now; `next` is when the following one will be.
   */
  'request.asked': z.object({
    ...request,
    asker: id,
    hidden: z.boolean(),
    steps: z.array(step),
    keys: wrappedKeys,
    signature,
    expires: time,
    step: z.int(),
    next: time.nullable(),
  }),
  /** To one candidate. Asker and signature are there only if the asker shows their name. */
  'request.offered': z.object({
    ...request,
    to: id,
    key: wrapped,
    hidden: z.boolean(),
    asker: id.optional(),
    signature: signature.optional(),
    passed: z.boolean().optional(),
    expires: time,
  }),
  /** To the asker: step number `step` (from 0) is asked now; `next` is when the following one will be. */
  'request.widened': z.object({ ...request, step: z.int(), next: time.nullable(), keys: wrappedKeys.optional() }),
  /** To asker and candidate: the candidate promises an answer at `until`. */
  'request.later': z.object({ ...request, by: id, until: time, next: time.nullable() }),
  /** To asker and candidate: passed on to somebody else. */
  'request.passed': z.object({ ...request, by: id, to: id }),
  /** To the candidate alone. */
  'request.declined': z.object({ ...request, by: id }),
  /** To the asker: everybody who could be asked has answered no; the request stays open until it expires. */
  'request.unanswered': z.object({ ...request }),
  /** To asker and helper, who learn of each other here. */
  'request.accepted': z.object({ ...request, helper: id, asker: id, signature }),
  /** To the candidates who are no longer needed. */
  'request.closed': z.object({ ...request, why: z.enum(['taken', 'withdrawn', 'expired']) }),
  'request.withdrawn': z.object({ ...request }),
  'request.expired': z.object({ ...request }),
  'session.paused': z.object({ ...session, by: id }),
  'session.continued': z.object({ ...session, by: id }),
  'session.ended': z.object({ ...session, by: id }),
  /** `record` names the sealed log entry that `by` has written and so confirmed. */
  'log.proposed': z.object({ ...session, by: id, record: id }),
  'log.confirmed': z.object({ ...session, by: id, record: id }),
} as const;

/** What happened to members and records. */
export const teamEvents = {
  'member.waiting': z.object({ member: id, signKey: key, boxKey: key }),
  'member.joined': memberCard,
  'member.updated': memberCard,
  'member.left': z.object({ member: id }),
  'member.revoked': z.object({ member: id, by: id.nullable() }),
  'member.forgotten': z.object({ member: id }),
  /** `keys` is absent where the team key seals the content; a reader is sent its own key only. */
  'record.added': z.object({
    record: id,
    kind,
    by: id,
    scope,
    slot: z.string().optional(),
    signature,
    keys: wrappedKeys.optional(),
  }),
  'record.erased': z.object({ record: id, by: id.nullable() }),
} as const;

export const events = { ...requestEvents, ...teamEvents } as const;

type Of<S extends Record<string, z.ZodType>> = {
  [T in keyof S]: { readonly type: T } & Readonly<z.infer<S[T]>>;
}[keyof S];
export type RequestEvent = Of<typeof requestEvents>;
export type TeamEvent = Of<typeof teamEvents>;
export type Event = RequestEvent | TeamEvent;
export type EventType = keyof typeof events;
