import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { languageOf } from '../expertise/languages.ts';
import { openGit } from '../git/openGit.ts';
import { askGit, openRepository, type Repository } from '../git/repository.ts';
import type { Question } from '../protocol/contents.ts';
import type { Host } from './host.ts';
import { type Lines, textOfLines } from './mapLines.ts';
import { type Redacted, redactSecrets } from './redactSecrets.ts';

/** What somebody is stuck at, as their editor shows it. */
export interface StuckAt {
  /** Absolute path. */
  readonly file: string;
  readonly lines?: Lines | undefined;
  /** The whole text as on the screen; undefined for a folder or a file that is no text. */
  readonly text?: string | undefined;
}

/** What the asker has said and chosen in the card. */
export interface Said {
  readonly question: string;
  readonly tried?: string | undefined;
  readonly urgency?: Question['urgency'];
  /** Whether the whole file goes along as it is on the screen. */
  readonly snapshot?: boolean;
  readonly personal?: boolean;
}

/** What is known of the place before anything is said. */
export interface PlaceFacts {
  readonly place: Omit<Question, 'question'>;
  /** The text of the lines and of the whole file, without secrets. */
  readonly code: Redacted | undefined;
  readonly whole: Redacted | undefined;
  /** True where the text on the screen is not what the named commit has. */
  readonly changed: boolean;
}

/** Lines of code that go along at most: what is longer is a file, and sent as one if the asker says so. */
const mostLines = 200;
/** And bytes as they are sealed: a note of them, with what was learned, is a small record. A line of a file that a program made may have more. */
const mostCode = 30_000;
/** A longer file is no snapshot, in bytes as it is sealed: what the protocol takes. */
const mostSnapshot = 300_000;

/** Reads what a question about this place says of it. Git is asked; nothing is sent. A place outside any repository has its name only. */
export async function placeFacts(host: Host, { file, lines, text }: StuckAt): Promise<PlaceFacts> {
  const name = path.basename(file);
  const asked = text !== undefined && lines && lines[1] - lines[0] < mostLines ? textOfLines(text, lines) : undefined;
  const code = asked !== undefined && bytesOf(asked) <= mostCode ? await redactSecrets(asked, name) : undefined;
  const whole = text !== undefined && bytesOf(text) <= mostSnapshot ? await redactSecrets(text, name) : undefined;
  const language = languageOf(file);
  const base = {
    path: name,
    ...(lines ? { lines: [...lines] as [number, number] } : {}),
    ...(language ? { language } : {}),
  };
  let repository: Repository;
  try {
    const git = await openGit(host.environment, host.untrusted, host.gitPath);
    repository = await openRepository(git, path.dirname(file));
  } catch {
    return { place: base, code, whole, changed: true };
  }
  // Git names folders by their real paths; the editor may have come by a link.
  const inside = path.relative(repository.folder, await realpath(file).catch(() => file));
  if (inside.startsWith('..') || path.isAbsolute(inside)) return { place: base, code, whole, changed: true };
  const within = inside.split(path.sep).join('/');
  const facts = await repositoryFacts(repository);
  const committed = facts.commit === undefined ? undefined : await textAt(repository, facts.commit, within);
  return {
    place: { ...base, path: within, ...facts, repository: path.basename(repository.folder) },
    code,
    whole,
    changed: text !== undefined && (committed === undefined || withLf(committed) !== withLf(text)),
  };
}

const bytesOf = (text: string): number => Buffer.byteLength(JSON.stringify(text));
/** Git may have the same text with other line breaks than the disk. */
const withLf = (text: string): string => text.replaceAll('\r\n', '\n');

/** The question that leaves the machine: exactly this, sealed. */
export async function questionFrom({ place, code, whole }: PlaceFacts, said: Said): Promise<Question> {
  const question = (await redactSecrets(said.question)).text;
  const tried = said.tried?.trim() ? (await redactSecrets(said.tried)).text : undefined;
  return {
    question,
    ...(tried ? { tried } : {}),
    ...(said.urgency ? { urgency: said.urgency } : {}),
    ...place,
    ...(code ? { code: code.text } : {}),
    ...(said.snapshot && whole ? { snapshot: whole.text } : {}),
    ...(said.personal ? { personal: true } : {}),
  };
}

/** What tells repositories and their clones apart: root commits and remotes; and where HEAD is. */
export async function repositoryFacts(
  repository: Repository,
): Promise<Pick<Question, 'commit' | 'branch' | 'roots' | 'remotes'>> {
  const ask = (...args: string[]) =>
    askGit(repository, args).then(
      (said) => said.trim(),
      () => '',
    );
  const [commit, branch, roots, ...urls] = await Promise.all([
    ask('rev-parse', '--verify', '--quiet', 'HEAD^{commit}'),
    ask('rev-parse', '--abbrev-ref', 'HEAD'),
    ask('rev-list', '--max-parents=0', 'HEAD'),
    ask('config', '--get', 'remote.origin.url'),
    ask('config', '--get', 'remote.upstream.url'),
  ]);
  const remotes = [...new Set(urls.map((url) => plainRemote(url!)).filter((url) => url !== undefined))];
  return {
    ...(commit ? { commit } : {}),
    ...(branch && branch !== 'HEAD' ? { branch: branch.slice(0, 400) } : {}),
    ...(roots ? { roots: roots.split('\n').slice(0, 16) } : {}),
    ...(remotes.length ? { remotes } : {}),
  };
}

/** A remote's address without user, password, protocol and `.git`; undefined for a folder on this machine, which is nobody else's business. */
export function plainRemote(url: string): string | undefined {
  const match =
    /^(?:https?|ssh|git):\/\/(?:[^@/]*@)?([^/:]+)(?::\d+)?\/(.+)$/i.exec(url) ??
    /^(?:[^@/]+@)?([^/:]{2,}):(?!\/\/)(.+)$/.exec(url);
  if (!match) return undefined;
  return `${match[1]!.toLowerCase()}/${match[2]!.replace(/\/+$/, '').replace(/\.git$/, '')}`.slice(0, 1024);
}

/** A file's text in a commit; undefined if this clone does not have it. */
export async function textAt(repository: Repository, commit: string, file: string): Promise<string | undefined> {
  if (!/^[0-9a-f]{40,64}$/.test(commit) || /[\n\0]/.test(file)) return undefined;
  return askGit(repository, ['cat-file', 'blob', `${commit}:${file}`]).catch(() => undefined);
}
