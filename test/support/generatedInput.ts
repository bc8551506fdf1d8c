import fc from 'fast-check';

/**
 * Tests with generated input take the same input at every run, so that a red run can be repeated and a green one trusted;
 * `WHOKNOWS_SEED` takes another. The long forms (`npm run fuzz:git` …) look further.
 */
fc.configureGlobal({ seed: Number(process.env.WHOKNOWS_SEED ?? 20_261_123) });
