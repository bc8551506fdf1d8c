import * as z from 'zod';
import { scope } from './events.ts';
import { limits } from './limits.ts';
import { commandId, duration, id, key, kind, sealed, signature, wrapped, wrappedKeys } from './shapes.ts';

const max = limits;
const secret = key;
const availability = z.enum(['available', 'busy', 'away']);

/** Frames of a connection that has not proved who it is. */
export const provingFrames = {
  /** A member’s machine signs the challenge. */
  'member.prove': z.strictObject({
    type: z.literal('member.prove'),
    version: z.int(),
    team: id,
    member: id,
    device: id,
    signature,
  }),
  /** A new member hands in an invite. `voucher` is absent where the link carried no team key: then the member waits for somebody to vouch. */
  'member.join': z.strictObject({
    type: z.literal('member.join'),
    version: z.int(),
    team: id,
    invite: id,
    secret,
    member: id,
    device: id,
    deviceKey: key,
    signKey: key,
    boxKey: key,
    emails: z.array(key).max(max.emailsPerMember.value),
    profile: sealed.nullable(),
    voucher: key.nullable(),
    signature,
  }),
  /** A second machine of a member hands in a device link. */
  'device.join': z.strictObject({
    type: z.literal('device.join'),
    version: z.int(),
    team: id,
    invite: id,
    secret,
    device: id,
    deviceKey: key,
    signature,
  }),
} as const;

const command = { id: commandId };
const request = { ...command, request: id };
const session = { ...command, session: id };
const candidates = z.array(id).max(max.candidatesPerRequest.value);

/** Durable frames: acknowledged once they are on disk, done once however often they are sent. */
export const commandFrames = {
  'request.ask': z.strictObject({
    type: z.literal('request.ask'),
    ...request,
    hidden: z.boolean(),
    steps: z
      .array(z.strictObject({ candidates, wait: duration }))
      .min(1)
      .max(max.stepsPerRequest.value),
    keys: wrappedKeys,
    signature,
    expiresIn: duration,
    sealed,
  }),
  'request.accept': z.strictObject({ type: z.literal('request.accept'), ...request }),
  'request.later': z.strictObject({ type: z.literal('request.later'), ...request, in: duration }),
  'request.pass': z.strictObject({ type: z.literal('request.pass'), ...request, to: id, key: wrapped }),
  'request.decline': z.strictObject({ type: z.literal('request.decline'), ...request }),
  'request.widen': z.strictObject({ type: z.literal('request.widen'), ...request, candidates, keys: wrappedKeys }),
  'request.withdraw': z.strictObject({ type: z.literal('request.withdraw'), ...request }),
  'session.pause': z.strictObject({ type: z.literal('session.pause'), ...session }),
  'session.continue': z.strictObject({ type: z.literal('session.continue'), ...session }),
  'session.end': z.strictObject({ type: z.literal('session.end'), ...session }),
  'log.propose': z.strictObject({ type: z.literal('log.propose'), ...session, record: id }),
  'log.confirm': z.strictObject({ type: z.literal('log.confirm'), ...session, record: id }),
  'record.add': z.strictObject({
    type: z.literal('record.add'),
    ...command,
    record: id,
    kind,
    scope,
    /** A later record of the same author, kind and slot takes this one’s place. Opaque to the relay. */
    slot: key.optional(),
    signature,
    keys: wrappedKeys.optional(),
    sealed,
  }),
  'record.erase': z.strictObject({ type: z.literal('record.erase'), ...command, record: id }),
  'invite.create': z.strictObject({
    type: z.literal('invite.create'),
    ...command,
    invite: id,
    hash: key,
    expiresIn: duration,
  }),
  'invite.cancel': z.strictObject({ type: z.literal('invite.cancel'), ...command, invite: id }),
  /** `bundle` is the member’s keys, sealed with a key that only the link carries. */
  'device.link': z.strictObject({ type: z.literal('device.link'), ...command, invite: id, hash: key, bundle: sealed }),
  'device.remove': z.strictObject({ type: z.literal('device.remove'), ...command, device: id }),
  'member.update': z.strictObject({
    type: z.literal('member.update'),
    ...command,
    emails: z.array(key).max(max.emailsPerMember.value),
    profile: sealed,
  }),
  'member.vouch': z.strictObject({
    type: z.literal('member.vouch'),
    ...command,
    member: id,
    voucher: key,
    teamKey: wrapped,
  }),
  'member.promote': z.strictObject({ type: z.literal('member.promote'), ...command, member: id }),
  'member.revoke': z.strictObject({ type: z.literal('member.revoke'), ...command, member: id }),
  'member.leave': z.strictObject({ type: z.literal('member.leave'), ...command }),
  /** Leaves, and has everything erased that points to this person. */
  'member.forget': z.strictObject({ type: z.literal('member.forget'), ...command }),
  /** One finished session counted for the team’s figures: month, a keyed hash of area or language, and its name sealed with the team key. */
  'figure.contribute': z.strictObject({
    type: z.literal('figure.contribute'),
    ...command,
    month: z.string().regex(/^[0-9]{4}-(0[1-9]|1[0-2])$/),
    label: key,
    name: sealed.max(1024),
  }),
  /** `hash` is the SHA-256 of the address’s secret part; `with` may change the calendar too. */
  'feed.publish': z.strictObject({
    type: z.literal('feed.publish'),
    ...command,
    feed: id,
    hash: key,
    with: z.array(id).max(8),
    calendar: z.string().max(max.feedBytes.value),
  }),
  'feed.revoke': z.strictObject({ type: z.literal('feed.revoke'), ...command, feed: id }),
} as const;

/** Frames that are answered from memory or routed, and never stored. */
export const passingFrames = {
  /** `after` null: from now on only. A cursor of another epoch is answered from the beginning. */
  'team.resume': z.strictObject({
    type: z.literal('team.resume'),
    after: z.strictObject({ epoch: id, offset: z.int().nonnegative() }).nullable(),
  }),
  'presence.set': z.strictObject({
    type: z.literal('presence.set'),
    status: availability,
    until: z.int().nonnegative().nullable(),
  }),
  'presence.watch': z.strictObject({
    type: z.literal('presence.watch'),
    members: z.array(id).max(max.presenceWatch.value),
  }),
  /** Typing, selection, “look here”: routed as it came to the other machines of the session. `from` is checked by the relay. */
  'live.send': z.strictObject({
    type: z.literal('live.send'),
    session: id,
    from: id,
    device: id,
    sealed: z
      .string()
      .max(max.liveBytes.value)
      .regex(/^[A-Za-z0-9_-]+$/),
  }),
  'figure.list': z.strictObject({
    type: z.literal('figure.list'),
    month: z.string().regex(/^[0-9]{4}-(0[1-9]|1[0-2])$/),
  }),
  'device.list': z.strictObject({ type: z.literal('device.list') }),
} as const;

export const clientFrames = { ...provingFrames, ...commandFrames, ...passingFrames } as const;

type AnyOf<S extends Record<string, z.ZodType>> = { [T in keyof S]: z.infer<S[T]> }[keyof S];
export type ProvingFrame = AnyOf<typeof provingFrames>;
export type CommandFrame = AnyOf<typeof commandFrames>;
export type PassingFrame = AnyOf<typeof passingFrames>;
export type ClientFrame = AnyOf<typeof clientFrames>;
export type Availability = z.infer<typeof availability>;

/** Whether a frame is a durable command, which carries an id and is acknowledged. */
export function isCommand(frame: ClientFrame): frame is CommandFrame {
  return Object.hasOwn(commandFrames, frame.type);
}

/** Whether a frame belongs to a connection that has not proved who it is. */
export function isProving(frame: ClientFrame): frame is ProvingFrame {
  return Object.hasOwn(provingFrames, frame.type);
}
