/** `npm test`: architecture, unit and scenario tests, then a real browser on a full stack; all on throwaway state. */
import { prepareAndRun } from './setup/prepare.mjs';

/** Settings of the caller's own installation that no test may touch. */
const ownSettings = [
  'DATABASE_URL',
  'MIGRATE_DATABASE_URL',
  'REDIS_URL',
  'ORIGIN',
  'SMTP_URL',
  'WORLD',
  'SERVE',
  'SEGMENT_MIN_PEOPLE',
  'COMMUNITY_MIN_PEOPLE',
  'EXPLORE_PPM',
  'NODE_ENV',
];
for (const name of ownSettings) for (const each of [name, `${name}_FILE`]) delete process.env[each];

const test = async (args) => {
  const { openThrowaway } = await import('./test/throwaway.mjs');
  const { runVitest, runPlaywright } = await import('./test/suites.mjs');
  const { endAll } = await import('./setup/lifecycle.mjs');
  const { say } = await import('./setup/progress.mjs');
  const { sum } = await import('./test/tally.mjs');

  const began = Date.now();
  const throwaway = await openThrowaway();
  // Browser stories end in .spec.ts; naming only such leaves the rest out, naming only others leaves no browser story out.
  const stories = args.filter((each) => each.endsWith('.spec.ts'));
  const others = args.filter((each) => !stories.includes(each));
  const counts = stories.length > 0 && others.length === 0 ? [] : [await runVitest(throwaway, others)];
  if (process.env.SKIP_BROWSER === '1') say('Browser tests skipped: SKIP_BROWSER=1');
  else counts.push(await runPlaywright(throwaway, stories));
  const { passed, failed, skipped } = sum(counts);
  console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped (${Math.round((Date.now() - began) / 1000)} s)`);
  return endAll(failed > 0 ? 1 : 0);
};

await prepareAndRun(test);
