// Mocha's own report for people, with what was tried a second time, and the totals, for scripts/test, in the file that WHOKNOWS_TEST_TOTALS names.
const { writeFileSync } = require('node:fs');
const Mocha = require('mocha');

class CountingReporter extends Mocha.reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    // A second try that passes would hide why there was one.
    runner.on('retry', (test, error) => console.log(`    ↻ ${test.title}, once more: ${error.message}`));
    runner.once('end', () => {
      const file = process.env.WHOKNOWS_TEST_TOTALS;
      const { passes, failures } = runner.stats;
      if (file) writeFileSync(file, JSON.stringify({ passed: passes, failed: failures }));
    });
  }
}

module.exports = CountingReporter;
