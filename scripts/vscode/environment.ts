import path from 'node:path';

/**
 * A copy of `env` without what npm, git hooks and a surrounding VS Code put there for their own child processes: a VS
 * Code that inherits these behaves unlike one that a person opened.
 */
export function plainEnvironment(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const plain: NodeJS.ProcessEnv = {};
  for (const [name, value] of Object.entries(env)) {
    if (!/^(?:npm_|VSCODE_|ELECTRON_|GIT_|NODE_OPTIONS$|NODE_PATH$|INIT_CWD$)/i.test(name)) plain[name] = value;
  }
  const pathName = Object.keys(plain).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  plain[pathName] = (plain[pathName] ?? '')
    .split(path.delimiter)
    .filter((folder) => !/node_modules[\\/]\.bin$|node-gyp-bin$/.test(folder))
    .join(path.delimiter);
  return plain;
}

/** An environment in which nothing of the person who runs the tests is seen: HOME and git's configuration are `home`'s own. */
export function isolatedEnvironment(home: string, env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const isolated = plainEnvironment(env);
  for (const name of Object.keys(isolated)) if (name.startsWith('XDG_')) delete isolated[name];
  return {
    ...isolated,
    HOME: home,
    USERPROFILE: home,
    GIT_CONFIG_GLOBAL: path.join(home, '.gitconfig'),
    GIT_CONFIG_NOSYSTEM: '1',
  };
}
