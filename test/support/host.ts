import type { Host } from '../../src/app/host.ts';
import { temporaryFolder } from './repository.ts';

/** A host without any configuration of the person who runs the tests, and with a cache folder of its own. */
export const testHost = (cache = temporaryFolder()): Host => ({
  environment: {
    PATH: process.env.PATH,
    HOME: cache,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    WHOKNOWS_CACHE: cache,
  },
  untrusted: [],
  gitPath: undefined,
  now: () => Math.floor(Date.now() / 1000),
});
