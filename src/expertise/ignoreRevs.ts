/**
 * The commits that a `.git-blame-ignore-revs` file names, as lower-case hex ids of 40 or 64 digits. Git's rules: one full
 * object id a line, `#` begins a comment anywhere, white space around is ignored. Lines git would refuse are skipped.
 */
export function parseIgnoreRevs(text: string): Set<string> {
  const revisions = new Set<string>();
  for (const match of text.matchAll(revision)) revisions.add(match[1].toLowerCase());
  return revisions;
}

const revision = /^[ \t]*([0-9a-f]{40}(?:[0-9a-f]{24})?)[ \t]*\r?(?:#.*)?$/gim;
