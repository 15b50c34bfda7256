import { defineConfig } from '@playwright/test';

const tenMinutes = 600_000;

/** `npm test` sets these: the address of a stack of its own and the browser it found. */
const { BASE_URL, BROWSER_FILE, BROWSER_ENV, PLAYWRIGHT_REPORT } = process.env;

const launchOptions = {
  ...(BROWSER_FILE && { executablePath: BROWSER_FILE }),
  ...(BROWSER_ENV && { env: { ...process.env, ...JSON.parse(BROWSER_ENV) } }),
};

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  forbidOnly: true,
  workers: 1,
  timeout: 180_000,
  globalTimeout: tenMinutes,
  expect: { timeout: 15_000 },
  reporter: PLAYWRIGHT_REPORT ? [['list'], ['json', { outputFile: PLAYWRIGHT_REPORT }]] : [['list']],
  use: {
    actionTimeout: 15_000,
    baseURL: BASE_URL ?? 'http://127.0.0.1:3000',
    launchOptions,
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
  },
});
