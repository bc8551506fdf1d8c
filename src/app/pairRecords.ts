import * as z from 'zod';
import { cadences } from '../mentoring/cadence.ts';
import type { Agreement, PairEvent } from '../mentoring/pairPlan.ts';
import { isZone } from '../mentoring/workingHours.ts';
import { id } from '../protocol/shapes.ts';

const day = z.iso.date();
const minute = z.int().min(0).max(1439);
const zone = z.string().max(64).refine(isZone, 'is no time zone');
const cadence = z.enum(cadences);
const sentence = z.string().max(400);
const areas = z.array(z.string().max(1024)).max(16);
/** From five minutes to a working day. */
const minutes = z.int().min(5).max(480);

const agreement = z.object({
  people: z.array(id).min(2).max(3),
  goal: sentence,
  areas,
  cadence,
  minutes,
  zone,
  first: z.object({ day, minute }),
  until: day.optional(),
});

/** What the two of a pair send each other, sealed. The pair’s id is the id of the record that proposed it. */
export const pairContents = {
  /** Kind `pair-proposal`. */
  proposal: z.object({ agreement, sentences: z.array(sentence).max(6) }),
  /** Kind `pair-answer`. There is no answer no: it stays with whoever gives it. */
  yes: z.object({ pair: id, yes: z.literal(true), agreement }),
  /** Kinds `meeting` and `pair-plan`. */
  event: z.object({
    pair: id,
    event: z.discriminatedUnion('type', [
      z.object({ type: z.literal('moved'), meeting: day, to: z.int() }),
      z.object({ type: z.literal('skipped'), meeting: day }),
      z.object({ type: z.literal('held'), meeting: day.optional(), minutes: z.int().min(0).max(1440) }),
      z.object({
        type: z.literal('changed'),
        goal: sentence.optional(),
        areas: areas.optional(),
        minutes: minutes.optional(),
        until: day.nullable().optional(),
        rhythm: z.object({ cadence, from: day, minute, zone }).optional(),
      }),
      z.object({ type: z.literal('paused') }),
      z.object({ type: z.literal('resumed'), from: day }),
      z.object({ type: z.literal('finished'), reached: sentence }),
    ]),
  }),
  /** Kind `pair-plan` in the slot of the pair’s calendar: what whoever changes a meeting needs to publish it anew. */
  feed: z.object({ pair: id, feed: id, secret: z.string().min(20).max(128), label: z.string().max(120) }).partial({
    feed: true,
    secret: true,
  }),
  /** Kind `preference`, to oneself alone: what one has said no to. */
  no: z.object({ pair: id, no: z.literal(true) }),
} as const;

export type PairAgreement = Agreement;
/** What either of a pair can do; time and author come from the record. */
export type PairDeed = z.infer<typeof pairContents.event>['event'];

/** The kind of record that carries a deed: meetings pass, what the plan says stays. */
export function kindOf(deed: PairDeed): 'meeting' | 'pair-plan' {
  return deed.type === 'moved' || deed.type === 'skipped' || deed.type === 'held' ? 'meeting' : 'pair-plan';
}

/** A deed with the time and author of its record. */
export function eventOf(deed: PairDeed, at: number, by: string): PairEvent {
  return { ...deed, at, by } as PairEvent;
}
