import assert from 'node:assert/strict';
import { isolatedEnvironment, plainEnvironment } from '../../scripts/vscode/environment.ts';

describe('the environment of a VS Code that we start', () => {
  it('has nothing of npm, of a git hook or of a surrounding VS Code', () => {
    const env = {
      LANG: 'C',
      PATH: ['/project/node_modules/.bin', '/usr/bin'].join(':'),
      npm_config_registry: 'http://registry.example',
      GIT_DIR: '/elsewhere/.git',
      VSCODE_IPC_HOOK_CLI: '/run/editor.sock',
      ELECTRON_RUN_AS_NODE: '1',
      NODE_OPTIONS: '--inspect',
    };
    assert.deepEqual(plainEnvironment(env), { LANG: 'C', PATH: '/usr/bin' });
  });

  it('of a test shows nothing of the person who runs it', () => {
    const env = { HOME: '/home/me', XDG_CONFIG_HOME: '/home/me/.config', PATH: '/usr/bin' };
    const isolated = isolatedEnvironment('/tmp/home', env);
    assert.doesNotMatch(JSON.stringify(isolated), /\/home\/me/);
    assert.equal(isolated.HOME, '/tmp/home');
    assert.equal(isolated.GIT_CONFIG_GLOBAL, '/tmp/home/.gitconfig');
  });
});
