import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createServer } from 'node:net';
import { findEvidence } from '../../src/app/evidence.ts';
import { openKnowledge, refreshKnowledge } from '../../src/app/knowledge.ts';
import { makeSkillMap } from '../../src/app/skillMap.ts';
import { findSurvivingLines } from '../../src/app/survivingLines.ts';
import { ownEmail, whoCanHelp } from '../../src/app/whoCanHelp.ts';
import { readCommit } from '../../src/git/readCommit.ts';
import { resolveRevision } from '../../src/git/repository.ts';
import { readTipFiles } from '../../src/git/tipFiles.ts';
import { createCanaryRepository, tracedHost } from '../support/canaryRepository.ts';
import { readFromOldest } from '../support/history.ts';
import { temporaryFolder } from '../support/repository.ts';

describe('T5, G1: a repository whose configuration names programs', () => {
  it('starts none of them under any git call we make, and calls nobody', async () => {
    let connections = 0;
    const server = createServer((socket) => {
      connections++;
      socket.destroy();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = `127.0.0.1:${(server.address() as { port: number }).port}`;
    const canaries = createCanaryRepository(address);
    assert.ok(canaries.vectors.length >= 22, `${canaries.vectors.length} vectors`);
    const { folder } = canaries.repository;
    const { host, started } = tracedHost();

    const opened = await openKnowledge(host, folder);
    assert.equal(opened.knowledge.history.commits, 3);
    canaries.advance();
    const knowledge = await refreshKnowledge(host, opened.knowledge);
    assert.equal(knowledge.history.commits, 4);
    await openKnowledge(host, folder, { at: 'HEAD~2' });
    await openKnowledge(host, folder, { cache: false });
    const { repository } = knowledge;
    assert.equal(await ownEmail(knowledge), 'ben@example.com');
    const answer = whoCanHelp(knowledge, ['src/a.ts']);
    assert.deepEqual(answer.people.map(({ name }) => name).sort(), ['Ana Souza', 'Ben Okafor', 'Kim']);
    for (const { person } of answer.people) await findEvidence(knowledge, person, ['src/a.ts', 'src/c.bin']);
    const head = await resolveRevision(repository, 'HEAD');
    assert.equal((await readCommit(repository, head, 10)).files.length, 1);
    assert.ok((await readTipFiles(repository, head)).length > 0);
    await makeSkillMap(knowledge);
    assert.equal((await findSurvivingLines(knowledge, 'src/a.ts')).people[0]?.name, 'Ben Okafor');
    assert.equal((await findSurvivingLines(knowledge, 'src/c.bin', { lines: [1, 1] })).lines, 1);
    assert.equal((await readFromOldest(repository, temporaryFolder())).commits, 4);

    server.close();
    assert.deepEqual(canaries.ran(), []);
    assert.equal(connections, 0);
    const all = started();
    assert.ok(all.filter((line) => line.startsWith('git')).length > 10, 'the trace works');
    assert.deepEqual(
      all.filter((line) => line.startsWith('child')),
      [],
      'git starts nothing',
    );
  });

  it('would start them under ordinary git commands: the canaries are alive', () => {
    const canaries = createCanaryRepository();
    canaries.advance();
    for (const args of [
      ['status'],
      ['diff'],
      ['log', '-p', '--show-signature', '--ext-diff', 'HEAD'],
      ['log', '-1', '--show-signature'],
      ['fetch', 'origin'],
      ['-p', 'log'],
      ['diff', 'HEAD~1', '--ext-diff'],
      ['checkout', '-q', '-f', 'HEAD~1'],
      ['-c', 'core.fsmonitor=false', 'add', '-A'],
      ['ls-remote', 'https://example.invalid/x'],
    ]) {
      try {
        execFileSync('git', args, {
          cwd: canaries.repository.folder,
          stdio: 'ignore',
          timeout: 10_000,
          env: {
            PATH: process.env.PATH ?? '',
            HOME: '/nonexistent',
            GIT_CONFIG_NOSYSTEM: '1',
            GIT_TERMINAL_PROMPT: '0',
          },
        });
      } catch {
        // Most of these fail on such a repository; that they ran something is the point.
      }
    }
    const ran = canaries.ran();
    assert.ok(ran.length >= 5, ran.join());
  });
});
