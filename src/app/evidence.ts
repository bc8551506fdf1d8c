import { displayText } from '../expertise/displayText.ts';
import type { CreditKind } from '../expertise/history.ts';
import { parseTrailerLine } from '../expertise/trailers.ts';
import { collectGit } from '../git/logStream.ts';
import { gitDirArguments } from '../git/readHistory.ts';
import type { Knowledge } from './knowledge.ts';
import { prepareAnswers } from './whoCanHelp.ts';

/** One commit behind a name. */
export interface EvidenceCommit {
  readonly oid: string;
  /** Author time, seconds since 1970. */
  readonly time: number;
  /** First line of the message, safe for a screen. */
  readonly subject: string;
  /** What the person did there: `wrote`, `merged`, or the trailer that names them. */
  readonly deeds: readonly string[];
}

/** Commits looked through for evidence; a busy file has thousands and nobody reads them all. */
export const mostEvidence = 2000;

const format = '%x01%H%x00%at%x00%an%x00%ae%x00%cn%x00%ce%x00%s%x00%B%x00';

/**
 * The commits that make us name a person for these paths, newest first: written, merged, reviewed or helped with.
 * Older names of a renamed file are looked through too. Asks git, which takes a moment on a large repository. `since`, in seconds:
 * leaves out what was committed earlier.
 */
export async function findEvidence(
  knowledge: Knowledge,
  person: number,
  paths: readonly string[],
  signal?: AbortSignal,
  since?: number,
): Promise<EvidenceCommit[]> {
  const { repository, history, people, index } = knowledge;
  const names = paths.flatMap((path) => namesOf(knowledge, path));
  const args = [
    ...gitDirArguments(repository.namedGitDir),
    'log',
    '-z',
    '--no-color',
    `-n${mostEvidence}`,
    `--format=${format}`,
    ...(since === undefined ? [] : [`--since=@${Math.max(0, Math.floor(since))}`]),
    ...index.state.tips,
    '--',
    ...names.filter((name) => name !== ''),
  ];
  const said = await collectGit(repository.git, repository.folder, args, { signal });
  const aliasIds = new Map(history.aliases.map(({ name, email }, id) => [`${name}\0${email}`, id]));
  const isThem = (name: string, email: string): boolean => {
    const id = aliasIds.get(`${name}\0${email}`);
    return id !== undefined && people.personOf[id] === person;
  };
  const found: EvidenceCommit[] = [];
  for (const record of said.split('\x01').slice(1)) {
    const [oid, time, author, authorEmail, committer, committerEmail, subject, body] = record.split('\0') as string[];
    if (body === undefined) continue;
    const deeds: string[] = [];
    if (isThem(author!, authorEmail!)) deeds.push('wrote');
    for (const line of body.split('\n'))
      for (const { kind, alias } of parseTrailerLine(line))
        if (isThem(alias.name, alias.email) && deedWords[kind]) deeds.push(deedWords[kind]);
    if (deeds.length === 0 && isThem(committer!, committerEmail!)) deeds.push('merged');
    if (deeds.length)
      found.push({ oid: oid!, time: Number(time), subject: displayText(subject!, 100), deeds: [...new Set(deeds)] });
  }
  return found;
}

const deedWords: Partial<Record<CreditKind, string>> = {
  'co-author': 'wrote it with others',
  reviewed: 'reviewed',
  acked: 'approved',
  helped: 'helped',
  suggested: 'suggested it',
  mentored: 'mentored',
  tested: 'tested',
};

/** All paths under which the content at `path` was ever known. */
function namesOf(knowledge: Knowledge, path: string): string[] {
  const { places } = prepareAnswers(knowledge).ranker.tables;
  const file = places.fileId(path);
  const names = new Set([path]);
  if (file !== undefined) {
    const { paths, touchPath } = knowledge.history;
    places.files.fileOf.forEach((touched, t) => {
      if (touched === file) names.add(paths[touchPath[t]!]!);
    });
  }
  return [...names];
}
