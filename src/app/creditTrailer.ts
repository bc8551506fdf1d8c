import { displayText } from '../expertise/displayText.ts';

export type CreditKind = 'Helped-by' | 'Co-authored-by';

/** `Helped-by: Ana Souza <ana@example.com>`, the name alone where no address is known; on one line, whatever a name holds. */
export function creditTrailer(kind: CreditKind, { name, email }: { name: string; email: string }): string {
  const plain = (text: string) => displayText(text, 254).replace(/[<>]/g, '').trim();
  const address = plain(email);
  return `${kind}: ${plain(name) || address}${address ? ` <${address}>` : ''}`;
}

/**
 * A commit message with a trailer at its end, where git looks for trailers: in the last paragraph. A message that has the person in a trailer
 * of the same kind stays as it is; an empty one leaves room for its subject.
 */
export function withTrailer(message: string, trailer: string): string {
  const text = message.trimEnd();
  const [kind] = trailer.split(':', 1);
  const who = /<([^>]+)>/.exec(trailer)?.[1]?.toLowerCase();
  const lines = text.split('\n');
  const has = lines.some(
    (line) =>
      line.toLowerCase().startsWith(`${kind!.toLowerCase()}:`) &&
      (who ? line.toLowerCase().includes(`<${who}>`) : line.trim() === trailer),
  );
  if (has) return message;
  const last = text.split(/\n\s*\n/).at(-1)!;
  const isTrailers = text.includes('\n\n') && last.split('\n').every((line) => /^[A-Za-z][\w-]*: \S/.test(line));
  return `${text}${isTrailers ? '\n' : '\n\n'}${trailer}`;
}
