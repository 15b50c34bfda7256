/** Adds up what the test runners report. */
import { existsSync, readFileSync } from 'node:fs';

const none = { passed: 0, failed: 0, skipped: 0 };

/** Counts of a Vitest report; a file that did not even load counts as one failure. */
export const tallyVitest = (report) => ({
  passed: report.numPassedTests,
  failed:
    report.numFailedTests + report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length,
  skipped: report.numPendingTests + report.numTodoTests,
});

/** Counts of a Playwright report; a test that passed only when repeated counts as failed, an error outside tests too. */
export const tallyPlaywright = ({ stats, errors }) => ({
  passed: stats.expected,
  failed: stats.unexpected + stats.flaky + errors.length,
  skipped: stats.skipped,
});

/** Reads a report and counts it; a runner that left no report counts as one failure. */
export const tallyFile = (file, tally) => (existsSync(file) ? tally(JSON.parse(readFileSync(file, 'utf8'))) : { ...none, failed: 1 });

/** The sum of several counts. */
export const sum = (counts) =>
  counts.reduce((a, b) => ({ passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped }), none);
