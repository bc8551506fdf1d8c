/** A session as the panel beside the code shows it, and what the panel may ask for. Words and names are text, never markup. */
export interface ConversationView {
  /** The session's id. Another session of the user's takes its place as its file comes to the front. */
  readonly session: string;
  /** Who the other is. */
  readonly title: string;
  readonly place: string;
  readonly status: 'active' | 'paused' | 'over';
  /** What the other does right now, or what to do next; empty where there is nothing to say. */
  readonly hint: string;
  readonly follows: boolean;
  readonly lines: readonly ConversationLine[];
}

/** One thing said or done. */
export interface ConversationLine {
  readonly name: string;
  readonly initials: string;
  /** Degrees of the colour wheel, always the same for the same person. */
  readonly hue: number;
  /** When, as a clock shows it. */
  readonly time: string;
  /** What became of it, such as “applied”. */
  readonly label?: string | undefined;
  /** Text with blocks of code between lines of ```. */
  readonly text: string;
  readonly links: readonly ConversationLink[];
}

export interface ConversationLink {
  readonly title: string;
  readonly does: LinkAction;
  /** The record it is about. */
  readonly record: string;
}

const linkActions = ['showEdit', 'applyEdit', 'openHandover'] as const;
export type LinkAction = (typeof linkActions)[number];

const sessionActions = ['goTo', 'lookHere', 'follow', 'suggestEdit', 'handOver', 'pauseSession', 'endSession'] as const;
export type SessionAction = (typeof sessionActions)[number];

/** What the host tells the page. */
export interface ToConversation {
  readonly type: 'conversation';
  /** Undefined: no session goes on. */
  readonly view: ConversationView | undefined;
  /** Translations of what the page says, by English sentence. */
  readonly words: Readonly<Record<string, string>>;
}

/** What the page asks of the host; anything else is dropped. */
export type FromConversation =
  | { readonly type: 'ready' }
  | { readonly type: 'typing' }
  /** In the session that it was written for, which need not be the one that is shown when it arrives. */
  | { readonly type: 'say'; readonly session: string; readonly text: string }
  | { readonly type: 'do'; readonly action: SessionAction }
  | { readonly type: 'link'; readonly action: LinkAction; readonly record: string };

/** Characters of one message, as many as the protocol lets through. */
export const longestText = 60_000;

/** A message of the page in its declared shape; undefined for anything else. */
export function readConversationMessage(received: unknown): FromConversation | undefined {
  if (typeof received !== 'object' || received === null) return undefined;
  const { type, session, text, action, record } = received as Record<string, unknown>;
  if (type === 'ready' || type === 'typing') return { type };
  if (type === 'say' && isId(session) && typeof text === 'string' && text.trim() !== '' && text.length <= longestText)
    return { type, session, text };
  const does = sessionActions.find((one) => one === action);
  if (type === 'do' && does) return { type, action: does };
  const leads = linkActions.find((one) => one === action);
  if (type === 'link' && leads && isId(record)) return { type, action: leads, record };
  return undefined;
}

const isId = (value: unknown): value is string => typeof value === 'string' && /^[A-Za-z0-9_-]{22}$/.test(value);
