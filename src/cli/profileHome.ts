import { profileFolder } from '../app/profileFolder.ts';

/** The folder of this member's profile: WHOKNOWS_HOME, or the place the system has for settings. */
export function profileHome(environment: NodeJS.ProcessEnv = process.env): string {
  return profileFolder(environment);
}
