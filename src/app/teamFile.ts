import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { isZone } from '../mentoring/workingHours.ts';
import { TeamError } from './teamError.ts';

const email = z.string().min(1).max(320);
const clock = z.string().regex(/^([01]?\d|2[0-3]):[0-5]\d$/);

/** What a team says about itself in a file, where no relay carries it. Every person and everything about them is optional. */
const shape = z.strictObject({
  people: z
    .array(
      z.strictObject({
        email,
        /** Pairs they will be in; 0 leaves them out. */
        pairs: z.int().min(0).max(10).optional(),
        notWith: z.array(email).optional(),
        wantsToLearn: z.array(z.string()).optional(),
        knows: z.array(z.string()).optional(),
        noLongerKnows: z.array(z.string()).optional(),
        zone: z.string().refine(isZone, 'is no time zone such as Europe/Berlin').optional(),
        /** 1 Monday … 7 Sunday. */
        days: z.array(z.int().min(1).max(7)).optional(),
        from: clock.optional(),
        to: clock.optional(),
      }),
    )
    .default([]),
  /** Pairs of before: who, and the day they ended or last met. */
  past: z.array(z.strictObject({ people: z.array(email).min(2).max(3), on: z.iso.date() })).default([]),
});
export type TeamFile = z.infer<typeof shape>;

/** Reads a team's file. Rejects with a `TeamError` that says what is wrong with it. */
export async function readTeamFile(path: string): Promise<TeamFile> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new TeamError('team-file', `The team's file ${path} cannot be read (${error.code ?? error.message}).`);
  });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new TeamError('team-file', `The team's file ${path} is no JSON: ${(error as Error).message}.`);
  }
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  const { path: where, message } = parsed.error.issues[0]!;
  throw new TeamError(
    'team-file',
    `The team's file ${path} has a mistake at ${where.join('.') || 'its top'}: ${message}.`,
  );
}

/** Minutes since midnight of `9:30`. */
export function minutesOf(text: string): number {
  const [hours, minutes] = text.split(':');
  return Number(hours) * 60 + Number(minutes);
}
