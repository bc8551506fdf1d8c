import type { TeamDecision } from './sharedDecisions.ts';

/** What a use case needs from the editor or the terminal it runs in. Passed by hand, first argument. */
export interface Host {
  readonly environment: NodeJS.ProcessEnv;
  /** Folders whose content is not trusted to hold programs. */
  readonly untrusted: readonly string[];
  /** A git program the user chose in their own settings; never from a workspace. */
  readonly gitPath?: string | undefined;
  /** Seconds since 1970. */
  readonly now: () => number;
  /** What the user's team said of who is one person, as far as this machine has seen it. Left out where there is no team. */
  readonly teamDecisions?: (() => readonly TeamDecision[]) | undefined;
}
