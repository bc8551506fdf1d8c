import * as z from 'zod';

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
    /** Asked of certain people, who are told at once; otherwise of whoever is free, who find it in their list. */
    personal: z.boolean().optional(),
  }),
  message: z.object({
    text,
    path: z.string().max(4096).optional(),
    lines: z.tuple([line, line]).optional(),
    language: shortText.optional(),
  }),
  /** A suggested edit of one file: a unified diff against the asker’s text as the helper had it. */
  edit: z.object({
    path: z.string().max(4096),
    patch: z.string().max(300_000),
    /** SHA-256 (hex) of the text it was made for, to tell whether that has changed meanwhile. */
    base: shortText.optional(),
  }),
  /** What became of a suggested edit. */
  'edit-answer': z.object({ edit: z.string().max(64), answer: z.enum(['applied', 'dismissed']) }),
  /** A link to a call or a shared editor; only https: and vscode: links are offered to be opened. */
  handover: z.object({ url: z.string().max(2048), label: shortText }),
  /** What was learned, anchored to a place in the code: `code` is the text of `lines` when it was written. */
  note: z.object({
    text,
    topic: shortText,
    path: z.string().max(4096),
    lines: z.tuple([line, line]),
    code: text,
    roots: z.array(shortText).max(16).optional(),
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
    /** Both agree, by confirming, that the team may count the session as know-how. */
    counts: z.boolean().optional(),
  }),
} as const;

/** Inside live frames, which are never stored. Positions count lines and characters from 0. */
export const liveContent = z.discriminatedUnion('is', [
  z.object({
    is: z.literal('selection'),
    path: z.string().max(4096),
    from: z.tuple([z.int().nonnegative(), z.int().nonnegative()]),
    to: z.tuple([z.int().nonnegative(), z.int().nonnegative()]),
  }),
  /** “Look here”: what the sender has selected is worth the other’s eyes. */
  z.object({ is: z.literal('look'), path: z.string().max(4096), lines: z.tuple([line, line]) }),
  z.object({ is: z.literal('typing') }),
]);

export type Live = z.infer<typeof liveContent>;
export type SuggestedEdit = z.infer<(typeof contents)['edit']>;
export type Note = z.infer<(typeof contents)['note']>;
export type Profile = z.infer<typeof contents.profile>;
export type Question = z.infer<typeof contents.question>;
export type Message = z.infer<typeof contents.message>;
export type LogEntryContent = z.infer<(typeof contents)['log-entry']>;
