import type * as z from 'zod';
import { type Event, type EventType, events } from './events.ts';
import { type ClientFrame, clientFrames } from './frames.ts';
import { type QuickCheck, quickCheck } from './quickCheck.ts';
import { type RelayFrame, relayFrames } from './relayFrames.ts';

/** What was wrong with a frame, in a sentence without its content. */
export interface Malformed {
  readonly malformed: string;
}

/** Made when a frame of the type first comes. */
const quickChecks = new Map<ClientFrame['type'], QuickCheck>();

/** The one version of the protocol that this code speaks. */
export const protocolVersion = 1;

/**
 * Reads a client's frame. Never throws: whatever is not exactly a frame of the protocol comes back as `malformed`, with the path and
 * nature of the first problem but never with a value.
 */
export function decodeClientFrame(text: string): ClientFrame | Malformed {
  const raw = parse(text);
  if (isMalformed(raw)) return raw;
  if (!Object.hasOwn(clientFrames, raw.type)) return { malformed: 'unknown frame type' };
  const type = raw.type as ClientFrame['type'];
  let quick = quickChecks.get(type);
  if (!quick) {
    quick = quickCheck(clientFrames[type]);
    quickChecks.set(type, quick);
  }
  return (quick(raw) ? raw : check(raw, clientFrames[type])) as ClientFrame | Malformed;
}

/** Reads a relay's frame; undefined for a type that a newer relay may know. */
export function decodeRelayFrame(text: string): RelayFrame | Malformed | undefined {
  const raw = parse(text);
  if (isMalformed(raw)) return raw;
  if (!Object.hasOwn(relayFrames, raw.type)) return undefined;
  return check(raw, relayFrames[raw.type as keyof typeof relayFrames]) as RelayFrame | Malformed;
}

/** Reads an event of the team's log; undefined for a type that a newer relay may know. */
export function decodeEvent(raw: { type: string }): Event | Malformed | undefined {
  if (!Object.hasOwn(events, raw.type)) return undefined;
  const event = check(raw, events[raw.type as EventType]);
  return isMalformed(event) ? event : ({ ...event, type: raw.type } as Event);
}

export function isMalformed(value: object): value is Malformed {
  return 'malformed' in value;
}

function parse(text: string): { type: string } | Malformed {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return { malformed: 'not JSON' };
  }
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return { malformed: 'not an object' };
  if (!Object.hasOwn(raw, 'type') || typeof (raw as { type: unknown }).type !== 'string')
    return { malformed: 'no type' };
  return raw as { type: string };
}

function check(raw: object, schema: z.ZodType): object {
  const result = schema.safeParse(raw);
  if (result.success) return result.data as object;
  const issue = result.error.issues[0]!;
  return { malformed: `${issue.path.join('.').slice(0, 40) || 'frame'}: ${issue.code}` };
}
