import assert from 'node:assert/strict';
import { describeHistory, indexOf, openTest, readFromOldest } from '../support/history.ts';
import { oddRepository } from '../support/oddRepository.ts';
import { temporaryFolder } from '../support/repository.ts';

/** Keys of git's configuration that reshape what it says, each with values that differ from the default. */
const settings: Record<string, readonly string[]> = {
  'color.ui': ['always'],
  'color.diff': ['always'],
  'color.decorate.head': ['red bold'],
  'column.ui': ['always'],
  'core.abbrev': ['4', 'no'],
  'core.quotePath': ['true'],
  'core.pager': ['false'],
  'core.commentChar': [':'],
  'core.ignoreCase': ['true'],
  'core.precomposeUnicode': ['true'],
  'core.protectNTFS': ['false', 'true'],
  'core.bigFileThreshold': ['1'],
  'core.deltaBaseCacheLimit': ['1'],
  'core.packedGitWindowSize': ['4096'],
  'core.packedGitLimit': ['1m'],
  'core.commitGraph': ['false'],
  'core.multiPackIndex': ['false'],
  'core.useReplaceRefs': ['true'],
  'core.notesRef': ['refs/heads/main'],
  'core.warnAmbiguousRefs': ['false'],
  'core.symlinks': ['false'],
  'core.fileMode': ['false'],
  'core.autocrlf': ['true'],
  'core.attributesFile': ['/dev/zero'],
  'core.excludesFile': ['/dev/zero'],
  'core.logAllRefUpdates': ['always'],
  'core.sparseCheckout': ['true'],
  'core.untrackedCache': ['true'],
  'diff.renames': ['copies', 'false', 'true'],
  'diff.renameLimit': ['1'],
  'diff.algorithm': ['patience', 'histogram'],
  'diff.noprefix': ['true'],
  'diff.mnemonicPrefix': ['true'],
  'diff.relative': ['true'],
  'diff.orderFile': ['/etc/passwd'],
  'diff.ignoreSubmodules': ['all'],
  'diff.submodule': ['log', 'diff'],
  'diff.context': ['0'],
  'diff.statGraphWidth': ['1'],
  'diff.wordRegex': ['.'],
  'diff.dirstat': ['files,0'],
  'diff.indentHeuristic': ['false'],
  'diff.suppressBlankEmpty': ['true'],
  'diff.external': ['false'],
  'diff.autoRefreshIndex': ['false'],
  'format.pretty': ['%H%x00', 'oneline', 'fuller'],
  'format.notes': ['true'],
  'format.signature': ['x'],
  'i18n.logOutputEncoding': ['UTF-16', 'ISO-8859-1'],
  'i18n.commitEncoding': ['UTF-16', 'ISO-8859-1'],
  'log.abbrevCommit': ['true'],
  'log.date': ['relative', 'format:%%x'],
  'log.decorate': ['full'],
  'log.diffMerges': ['combined', 'first-parent', 'separate'],
  'log.excludeDecoration': ['refs/*'],
  'log.follow': ['true'],
  'log.graphColors': ['red'],
  'log.mailmap': ['true'],
  'log.showRoot': ['false'],
  'log.showSignature': ['true'],
  'mailmap.file': ['/etc/passwd'],
  'mailmap.blob': ['HEAD:a.ts'],
  'notes.displayRef': ['refs/*'],
  'pager.log': ['true', 'cat'],
  'pretty.raw': ['%%'],
  'submodule.recurse': ['true'],
  'submodule.sub.ignore': ['all'],
  'tag.sort': ['-refname'],
  'branch.sort': ['-committerdate'],
  'versionsort.suffix': ['-'],
  'grep.lineNumber': ['true'],
  'fetch.prune': ['true'],
  'gc.auto': ['1'],
  'maintenance.auto': ['true'],
  'feature.experimental': ['true'],
  'feature.manyFiles': ['true'],
  'index.threads': ['8'],
  'pack.threads': ['1'],
  'protocol.version': ['0'],
  'status.relativePaths': ['false'],
  'trailer.separators': ['='],
  'user.useConfigOnly': ['true'],
};

describe('T5, G5: configuration that reshapes what git says', () => {
  const pairs = Object.entries(settings).flatMap(([key, values]) => values.map((value) => [key, value] as const));
  /** One by one in the long form; else in groups that share no key, so that each value is tried. */
  const size = process.env.WHOKNOWS_LONG ? 1 : 12;

  it(`${Object.keys(settings).length} keys with ${pairs.length} values give the same index`, async () => {
    assert.ok(Object.keys(settings).length >= 60);
    const repository = oddRepository(80);
    repository.git('update-ref', 'refs/remotes/origin/main', 'HEAD~1');
    const plain = describeHistory((await indexOf(repository.folder)).history);
    assert.ok(plain.length > 50);
    const scratch = temporaryFolder();
    const oldest = async (): Promise<string[]> =>
      describeHistory(await readFromOldest(await openTest(repository.folder), scratch));
    const plainOldest = await oldest();
    assert.equal(plainOldest.length, plain.length);
    const left = [...pairs];
    while (left.length) {
      const group: (readonly [string, string])[] = [];
      for (let i = 0; i < left.length && group.length < size; ) {
        if (group.some(([key]) => key === left[i]![0])) i++;
        else group.push(...left.splice(i, 1));
      }
      for (const [key, value] of group) repository.git('config', key, value);
      const words = group.map((pair) => pair.join('=')).join(' ');
      assert.deepEqual(describeHistory((await indexOf(repository.folder)).history), plain, words);
      assert.deepEqual(await oldest(), plainOldest, words);
      for (const [key] of group) repository.git('config', '--unset-all', key);
    }
  }).timeout(120_000);
});
