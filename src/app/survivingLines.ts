import { displayText } from '../expertise/displayText.ts';
import { parseIgnoreRevs } from '../expertise/ignoreRevs.ts';
import { parseTrailerLine } from '../expertise/trailers.ts';
import { blameLines } from '../git/blame.ts';
import type { Knowledge } from './knowledge.ts';
import { keptLines } from './mapLines.ts';
import { textAt } from './questionAbout.ts';

/** What one person wrote of the lines in question. */
export interface LineShare {
  readonly person: number;
  /** Safe for a screen. */
  readonly name: string;
  readonly lines: number;
  /** Of all the lines, from 0 to 1. */
  readonly share: number;
  /** `wrote 62% of these lines`, `wrote all of this file`. */
  readonly words: string;
}

export interface LineShares {
  readonly people: readonly LineShare[];
  readonly lines: number;
}

export interface SurvivingLinesOptions {
  /** First and last line, from 1; the whole file where left out. */
  readonly lines?: readonly [number, number] | undefined;
  /** The text that has `lines`, where an editor shows one that is not what the commit has. */
  readonly text?: string | undefined;
  /** The id of the commit whose lines are meant; HEAD where left out. */
  readonly commit?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Who wrote the lines that are there now, in a file or a part of it: people, most lines first. A co-author of a commit
 * holds an equal part of its lines; bots and agents are left out, their lines count in the whole. On demand only: it asks git. Nobody where
 * no commit has any of the lines.
 */
export async function findSurvivingLines(
  knowledge: Knowledge,
  file: string,
  options: SurvivingLinesOptions = {},
): Promise<LineShares> {
  const { repository, history, people, index } = knowledge;
  const ignoreFile = index.state.files['.git-blame-ignore-revs']?.text;
  const commit = options.commit ?? index.state.head;
  const lines = await linesIn(knowledge, commit, file, options);
  if (lines === 'none') return { lines: 0, people: [] };
  const commits = await blameLines(repository, commit, file, {
    ...options,
    lines,
    ignored: ignoreFile ? [...parseIgnoreRevs(ignoreFile)] : [],
  });
  const aliasIds = new Map(history.aliases.map(({ name, email }, id) => [`${name}\0${email}`, id]));
  const personOf = (name: string, email: string): number | undefined => {
    const id = aliasIds.get(`${name}\0${email}`);
    return id === undefined ? undefined : people.personOf[id];
  };
  const held = new Map<number, number>();
  let total = 0;
  for (const { name, email, lines, message } of commits) {
    total += lines;
    const authors = new Set<number | undefined>([personOf(name, email)]);
    for (const line of message.split('\n'))
      for (const { kind, alias } of parseTrailerLine(line))
        if (kind === 'co-author') authors.add(personOf(alias.name, alias.email));
    const humans = [...authors].filter((person) => person !== undefined && people.people[person]!.kind === 'human');
    // An agent's or bot's part stays its own: nobody is credited with it.
    for (const person of humans) held.set(person!, (held.get(person!) ?? 0) + lines / authors.size);
  }
  const what = options.lines ? (options.lines[0] === options.lines[1] ? 'this line' : 'these lines') : 'this file';
  return {
    lines: total,
    people: [...held]
      .sort((a, b) => b[1] - a[1] || a[0] - b[0])
      .map(([person, lines]) => {
        const { name, email } = people.people[person]!;
        const share = lines / total;
        return {
          person,
          name: displayText(name || email),
          lines: Math.round(lines),
          share,
          words: shareWords(share, what),
        };
      }),
  };
}

/** The lines as the commit has them; undefined for the whole file. New ones between them are left out, as nobody has written them yet. */
async function linesIn(
  { repository }: Knowledge,
  commit: string,
  file: string,
  { lines, text }: SurvivingLinesOptions,
): Promise<SurvivingLinesOptions['lines'] | 'none'> {
  const committed = lines && text !== undefined ? await textAt(repository, commit, file) : undefined;
  if (!lines || committed === undefined) return lines;
  const found = keptLines(text!, committed, lines);
  if (!found) return lines;
  const { kept } = found;
  return kept.length ? [kept[0]!, kept.at(-1)!] : 'none';
}

function shareWords(share: number, what: string): string {
  if (share >= 0.995) return what === 'this line' ? 'wrote this line' : `wrote all of ${what}`;
  const percent = Math.round(share * 100);
  return percent < 1 ? `wrote a little of ${what}` : `wrote ${percent}% of ${what}`;
}
