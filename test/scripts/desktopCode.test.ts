import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { findDesktopCode, openDesktopCode } from '../../scripts/vscode/desktopCode.ts';
import { temporaryFolder } from '../support/repository.ts';

/** A program called `code` that notes how it is called; gives the environment that has it. */
function installed(script: string): { env: NodeJS.ProcessEnv; calls: () => string[] } {
  const folder = temporaryFolder();
  const log = path.join(folder, 'calls');
  writeFileSync(path.join(folder, 'code'), `#!/bin/sh\necho "$@" >> '${log}'\n${script}\n`, { mode: 0o755 });
  return {
    env: { PATH: `${folder}:/usr/bin:/bin`, DISPLAY: ':0' },
    calls: () => readFileSync(log, 'utf8').trim().split('\n'),
  };
}

const says = (version: string) => `[ "$1" = --version ] && printf '${version}\\nabcdef\\nx64\\n'; exit 0`;

describe('an installed desktop VS Code', () => {
  it('is used when it is new enough', async () => {
    const found = await findDesktopCode('1.106', installed(says('1.110.2')).env);
    assert.equal(found?.version, '1.110');
  });

  it('is passed over when it is too old, talks only to a remote window, or cannot show one', async () => {
    assert.equal(await findDesktopCode('1.106', installed(says('1.99.3')).env), undefined);
    const remote = installed('echo "Command is only available inside a Visual Studio Code terminal."; exit 1');
    assert.equal(await findDesktopCode('1.106', remote.env), undefined);
    assert.equal(await findDesktopCode('1.106', { PATH: '/nowhere', DISPLAY: ':0' }), undefined);
    if (process.platform === 'linux') {
      const { env } = installed(says('1.110.2'));
      assert.equal(await findDesktopCode('1.106', { PATH: env.PATH }), undefined);
    }
  });

  it('gets the package in a profile of its own, then a window on the repository and the file', async () => {
    const { env, calls } = installed(says('1.110.2'));
    const code = await findDesktopCode('1.106', env);
    await openDesktopCode(code!, {
      folder: '/profile',
      vsix: '/p/whoknows.vsix',
      repository: '/r',
      file: '/r/a.ts',
      env,
    });
    const profile = '--user-data-dir /profile/data --extensions-dir /profile/extensions';
    assert.deepEqual(calls().slice(1), [
      `${profile} --install-extension /p/whoknows.vsix --force`,
      `${profile} --new-window --wait /r --goto /r/a.ts`,
    ]);
  });

  it('says in a sentence that it did not take the package', async () => {
    const { env } = installed(
      'case "$*" in *--install-extension*) echo "disk full"; exit 1;; *) printf "1.110.0\\n";; esac',
    );
    const code = await findDesktopCode('1.106', env);
    const options = { folder: '/profile', vsix: 'x.vsix', repository: '/r', env };
    await assert.rejects(openDesktopCode(code!, options), {
      code: 'editor-failed',
      message: 'The installed VS Code did not install the extension: disk full',
    });
  });
});
