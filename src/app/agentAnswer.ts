import type { Answer } from './whoCanHelp.ts';

/** What an agent is told: names, words and reasons; no addresses, no numbers about anybody. */
export function agentAnswer(paths: readonly string[], { people, note }: Answer): string {
  const lines = people.map(({ name, level, reasons }) => `- ${name}: ${levelWords[level]}; ${reasons.join('; ')}`);
  return [
    people.length
      ? `Who can help with ${paths.join(', ')}, in this order:`
      : `Nobody can be named for ${paths.join(', ')}.`,
    ...lines,
    ...(note ? [note] : []),
    'This is evidence from git history, not a rating of people. Do not guess other names.',
  ].join('\n');
}

const levelWords = {
  'knows well': 'knows it well',
  knows: 'knows it',
  'has touched': 'has touched it',
  nearby: 'works nearby',
} as const;

/** A help request as an agent drafts it. Only the human sends. `lines` are counted from 1. */
export interface RequestDraft {
  readonly path: string;
  readonly lines?: readonly [number, number] | undefined;
  readonly question: string;
}

/** The terminal command that sends a draft, for the human to run; quoted for a POSIX shell. */
export function sendCommand({ path, lines, question }: RequestDraft): string {
  const place = lines ? `${path}:${lines[0]}-${lines[1]}` : path;
  return `whoknows ask ${quoted(place)} -m ${quoted(question)}`;
}

const quoted = (text: string): string => (/^[\w./:@-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);
