/**
 * The tests of a suite are one story: each stands on the one before, so after one that failed the others are left out, and none is tried again.
 * (Mocha's own bail would end the other test files too.)
 */
export function oneStory(suite: Mocha.Suite): void {
  suite.retries(0);
  let failed: string | undefined;
  suite.beforeEach('the story so far', () => {
    if (failed !== undefined) throw new Error(`left out, because “${failed}” failed`);
  });
  suite.afterEach(function () {
    if (this.currentTest?.state === 'failed') failed = this.currentTest.title;
  });
}
