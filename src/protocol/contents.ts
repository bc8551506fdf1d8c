import { z } from 'zod';

const line = z.int().positive();
const shortText = z.string().max(400);
const text = z.string().max(60_000);

/** What members say to each other inside sealed content. The relay never sees any of this; other clients read it, so it is part of the protocol. */
export const contents = {
  /** A member's own card. `zone` is an IANA time zone; hours are minutes since midnight, days 1 (Monday) to 7. */
  profile: z.object({
    name: shortText,
    zone: z.string().max(64).optional(),
    hours: z.object({ days: z.array(z.int().min(1).max(7)), from: z.int(), to: z.int() }).optional(),
    asksPerWeek: z.int().nonnegative().optional(),
  }),
  /** A question about a place in the code. `roots` are the repository's root commits, `remotes` its normalised remote addresses. */
  question: z.object({
    question: text,
    tried: text.optional(),
    urgency: z.enum(['now', 'today', 'whenever']).optional(),
    path: z.string().max(4096).optional(),
    lines: z.tuple([line, line]).optional(),
    language: shortText.optional(),
    commit: shortText.optional(),
    branch: shortText.optional(),
    roots: z.array(shortText).max(16).optional(),
    remotes: z.array(z.string().max(1024)).max(16).optional(),
    repository: shortText.optional(),
    /** The selected lines as the asker sees them. */
    code: text.optional(),
    /** The whole file, where the asker's edits are unsaved or unpushed. */
    snapshot: z.string().max(300_000).optional(),
    topic: shortText.optional(),
    reasons: z.array(shortText).max(16).optional(),
  }),
  message: z.object({
    text,
    path: z.string().max(4096).optional(),
    lines: z.tuple([line, line]).optional(),
    language: shortText.optional(),
  }),
  /** A mentoring log entry. Minutes are active time, as corrected by the pair. */
  'log-entry': z.object({
    topic: shortText,
    area: z.string().max(4096).optional(),
    language: shortText.optional(),
    repository: shortText.optional(),
    goal: text.optional(),
    outcome: z.enum(['solved', 'partly', 'not solved']),
    learned: text.optional(),
    minutes: z.int().nonnegative(),
    asker: shortText,
    helper: shortText,
    startedAt: z.int(),
    endedAt: z.int(),
  }),
} as const;

export type Profile = z.infer<typeof contents.profile>;
export type Question = z.infer<typeof contents.question>;
export type Message = z.infer<typeof contents.message>;
export type LogEntryContent = z.infer<(typeof contents)['log-entry']>;
