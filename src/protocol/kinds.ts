/** Who may read a record of a kind: the whole team, the two of a session, or the members it names. */
export type ScopeName = 'team' | 'session' | 'members';

interface Kind {
  readonly scopes: readonly ScopeName[];
  /** Largest sealed size in bytes (base64url). */
  readonly bytes: number;
  /** What erases it, besides its author: the retention setting after it was written, after its session, or nothing but replacement. */
  readonly kept: 'retention' | 'session' | 'replaced';
  readonly purpose: string;
}

const small = 8 * 1024;
const text = 64 * 1024;
const large = 480 * 1024;

/**
 * The kinds of sealed records. The relay sees the kind, the scope and the size, never the content. A new kind is added here; a relay
 * that does not know it refuses the frame, so relays are updated first.
 */
export const kinds = {
  message: { scopes: ['session'], bytes: text, kept: 'session', purpose: 'a line of a session’s conversation' },
  snapshot: { scopes: ['session'], bytes: large, kept: 'session', purpose: 'a file as the asker sees it' },
  edit: { scopes: ['session'], bytes: large, kept: 'session', purpose: 'a suggested edit' },
  'edit-answer': { scopes: ['session'], bytes: text, kept: 'session', purpose: 'whether a suggested edit was applied' },
  handover: { scopes: ['session'], bytes: small, kept: 'session', purpose: 'a link to a call or a shared editor' },
  'log-entry': {
    scopes: ['session'],
    bytes: text,
    kept: 'retention',
    purpose: 'a mentoring log entry, confirmed by both',
  },
  note: {
    scopes: ['session', 'members', 'team'],
    bytes: text,
    kept: 'replaced',
    purpose: 'what was learned, anchored to code',
  },
  statement: {
    scopes: ['team', 'members'],
    bytes: small,
    kept: 'replaced',
    purpose: '“I know this”, “I no longer know this”, “I’d like to learn this”, “don’t suggest me here”',
  },
  load: {
    scopes: ['team'],
    bytes: small,
    kept: 'replaced',
    purpose: 'on which of the last 28 days one accepted to help, so that the same few are not always asked',
  },
  feedback: { scopes: ['team', 'members'], bytes: small, kept: 'retention', purpose: '“wrong person”' },
  'same-person': {
    scopes: ['team'],
    bytes: small,
    kept: 'replaced',
    purpose: 'names and emails confirmed to be one person',
  },
  evidence: {
    scopes: ['team', 'members'],
    bytes: small,
    kept: 'retention',
    purpose: 'that a session in an area was held, if both agree',
  },
  'pair-proposal': { scopes: ['members'], bytes: text, kept: 'retention', purpose: 'a proposed pair, with its reason' },
  'pair-answer': {
    scopes: ['members'],
    bytes: small,
    kept: 'retention',
    purpose: 'yes to a proposed pair; a no is kept to oneself',
  },
  'pair-plan': {
    scopes: ['members'],
    bytes: text,
    kept: 'replaced',
    purpose: 'goal, areas, cadence and end of a pair',
  },
  meeting: {
    scopes: ['members'],
    bytes: text,
    kept: 'retention',
    purpose: 'one meeting of a pair: planned, moved, held, skipped',
  },
  preference: {
    scopes: ['members'],
    bytes: small,
    kept: 'replaced',
    purpose: 'one’s own settings on all of one’s machines',
  },
} as const satisfies Record<string, Kind>;

export type KindName = keyof typeof kinds;

/** The declaration of `name`, or undefined if there is no such kind. */
export function kindNamed(name: string): Kind | undefined {
  return Object.hasOwn(kinds, name) ? kinds[name as KindName] : undefined;
}
