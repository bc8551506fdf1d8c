import * as z from 'zod';
import { type Event, role } from './events.ts';
import { commandId, id, key, sealed, time, wrapped } from './shapes.ts';

const status = z.enum(['available', 'busy', 'away', 'offline']);
export type Status = z.infer<typeof status>;

/**
 * Frames that the relay sends. A client ignores members it does not know, so that a newer relay of the same version may add some;
 * unknown frame types are ignored likewise (rule V4).
 */
export const relayFrames = {
  /** First frame of each connection: sign this. `time` is the relay’s clock, ms. */
  'relay.challenge': z.object({
    type: z.literal('relay.challenge'),
    relay: id,
    versions: z.array(z.int()),
    time,
    nonce: key,
  }),
  'member.welcome': z.object({
    type: z.literal('member.welcome'),
    team: id,
    member: id,
    role,
    /** `waiting`: joined without the team key; somebody must vouch first. */
    standing: z.enum(['full', 'waiting']),
    epoch: id,
    /** Offset of the newest event of the team. */
    offset: z.int(),
    time,
    /** The team key, sealed to a member whom somebody has vouched for. */
    teamKey: wrapped.optional(),
    voucher: key.optional(),
    /** The member’s keys, for a machine that has just been added. */
    bundle: sealed.optional(),
    limits: z.object({ retentionMonths: z.number(), unackedCommands: z.number() }),
  }),
  /** The command is on disk. A command that was done before gets the same answer again. */
  'command.done': z.object({ type: z.literal('command.done'), id: commandId, offset: z.int(), time }),
  'command.refused': z.object({
    type: z.literal('command.refused'),
    id: commandId,
    code: z.string(),
    sentence: z.string(),
  }),
  /** One event of the team’s log that this member may see; `sealed` is its content, absent where it has none or was erased. */
  'team.event': z.object({
    type: z.literal('team.event'),
    offset: z.int(),
    at: time,
    event: z.object({ type: z.string() }).loose(),
    sealed: sealed.optional(),
  }),
  /** Everything up to `offset` has been sent. `fresh`: forget what was kept, the epoch has changed. */
  'team.resuming': z.object({ type: z.literal('team.resuming'), epoch: id, fresh: z.boolean() }),
  'team.resumed': z.object({ type: z.literal('team.resumed'), epoch: id, offset: z.int() }),
  'presence.changed': z.object({
    type: z.literal('presence.changed'),
    members: z.array(z.object({ member: id, status, until: time.nullable() })),
  }),
  'live.send': z.object({ type: z.literal('live.send'), session: id, from: id, device: id, sealed: z.string() }),
  'figure.list': z.object({
    type: z.literal('figure.list'),
    month: z.string(),
    /** The relay leaves out labels that fewer than `figurePeople` members contributed to, and months that are not over. */
    figures: z.array(z.object({ label: key, name: sealed, sessions: z.int() })),
  }),
  'device.list': z.object({
    type: z.literal('device.list'),
    devices: z.array(z.object({ device: id, addedAt: time })),
  }),
} as const;

export type RelayFrame = {
  [T in keyof typeof relayFrames]: z.infer<(typeof relayFrames)[T]>;
}[keyof typeof relayFrames];
export type Welcome = Extract<RelayFrame, { type: 'member.welcome' }>;
export type TeamEventFrame = Omit<Extract<RelayFrame, { type: 'team.event' }>, 'event'> & { readonly event: Event };
