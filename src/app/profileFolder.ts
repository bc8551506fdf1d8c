import { homedir } from 'node:os';
import path from 'node:path';

/** The folder of the user's own profile, shared by editor and terminal: WHOKNOWS_HOME, or the place the system has for settings. */
export function profileFolder(environment: NodeJS.ProcessEnv): string {
  const { WHOKNOWS_HOME, APPDATA, XDG_CONFIG_HOME, HOME } = environment;
  if (WHOKNOWS_HOME) return path.resolve(WHOKNOWS_HOME);
  if (process.platform === 'win32' && APPDATA) return path.join(APPDATA, 'whoknows');
  if (XDG_CONFIG_HOME && path.isAbsolute(XDG_CONFIG_HOME)) return path.join(XDG_CONFIG_HOME, 'whoknows');
  return path.join(HOME || homedir(), '.config', 'whoknows');
}
