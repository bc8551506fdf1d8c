/** Text with its secrets blacked out, and what they were. */
export interface Redacted {
  readonly text: string;
  readonly found: readonly { readonly what: string; readonly line: number }[];
}

/** What stands in place of a secret. */
export const redaction = '[secret removed]';

/**
 * Blacks out tokens, private keys, passwords in addresses and the like, by secretlint's recommended rules. `name` is the file's name: some
 * rules go by it. Line breaks inside a secret stay, so that lines keep their numbers.
 */
export async function redactSecrets(text: string, name = 'question.md'): Promise<Redacted> {
  if (text.trim() === '') return { text, found: [] };
  const [{ lintSource }, { creator }] = await Promise.all([
    import('@secretlint/core'),
    import('@secretlint/secretlint-rule-preset-recommend'),
  ]);
  const extension = /\.[^./]+$/.exec(name)?.[0] ?? '';
  const { messages } = await lintSource({
    source: { content: text, filePath: `/${name}`, ext: extension, contentType: 'text' },
    options: {
      config: { rules: [{ id: '@secretlint/secretlint-rule-preset-recommend', rule: creator }] },
      noPhysicFilePath: true,
    },
  });
  const spans = messages
    .filter((message) => message.range[1] > message.range[0])
    .map(({ range, ruleId }) => ({ ...wholeWord(text, range[0], range[1]), what: wordsOf(ruleId) }))
    .sort((a, b) => a.from - b.from);
  let clean = '';
  let at = 0;
  const found: { what: string; line: number }[] = [];
  for (const { from, to, what } of spans) {
    if (to <= at) continue;
    const start = Math.max(from, at);
    const breaks = text.slice(start, to).replace(/[^\n]/g, '');
    clean += text.slice(at, start) + redaction + breaks;
    if (from >= at) found.push({ what, line: text.slice(0, from).split('\n').length });
    at = to;
  }
  return { text: clean + text.slice(at), found };
}

/** Some rules report less than the secret; what follows without a gap belongs to it. */
function wholeWord(text: string, from: number, to: number): { from: number; to: number } {
  const rest = /^[^\s"'`,;)\]}]*/.exec(text.slice(to, to + 4096))![0];
  return { from, to: to + rest.length };
}

/** `@secretlint/secretlint-rule-github` → `github`. */
function wordsOf(rule: string): string {
  return rule.replace(/^.*secretlint-rule-/, '').replaceAll('-', ' ');
}
