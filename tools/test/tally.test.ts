import { describe, expect, it } from 'vitest';
import { sum, tallyFile, tallyPlaywright, tallyVitest } from './tally.mjs';

describe('the closing line of npm test', () => {
  it('counts a test file that did not load as a failure', () => {
    const testResults = [
      { status: 'failed', assertionResults: [] },
      { status: 'failed', assertionResults: [{}] },
      { status: 'passed', assertionResults: [{}] },
    ];
    expect(tallyVitest({ numPassedTests: 5, numFailedTests: 1, numPendingTests: 2, numTodoTests: 0, testResults })).toEqual({
      passed: 5,
      failed: 2,
      skipped: 2,
    });
  });

  it('counts a browser test that passed only when repeated, and an error outside tests, as failures', () => {
    const stats = { expected: 3, unexpected: 0, flaky: 1, skipped: 1 };
    expect(tallyPlaywright({ stats, errors: [{}] })).toEqual({ passed: 3, failed: 2, skipped: 1 });
  });

  it('counts a runner that left no report as a failure', () => {
    expect(tallyFile('/nowhere/report.json', tallyVitest)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });

  it('adds its parts', () => {
    expect(
      sum([
        { passed: 1, failed: 2, skipped: 3 },
        { passed: 10, failed: 20, skipped: 30 },
      ]),
    ).toEqual({ passed: 11, failed: 22, skipped: 33 });
  });
});
