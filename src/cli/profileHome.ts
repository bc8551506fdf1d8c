import { homedir } from 'node:os';
import path from 'node:path';

/** The folder of this member's profile: WHOKNOWS_HOME, or the place the system has for settings. */
export function profileHome(environment: NodeJS.ProcessEnv = process.env): string {
  const { WHOKNOWS_HOME, APPDATA, XDG_CONFIG_HOME } = environment;
  if (WHOKNOWS_HOME) return path.resolve(WHOKNOWS_HOME);
  if (process.platform === 'win32' && APPDATA) return path.join(APPDATA, 'whoknows');
  if (XDG_CONFIG_HOME && path.isAbsolute(XDG_CONFIG_HOME)) return path.join(XDG_CONFIG_HOME, 'whoknows');
  return path.join(homedir(), '.config', 'whoknows');
}
