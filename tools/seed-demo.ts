/** Seeds the demo world once; `npm start` runs it beside the api on the first start. Progress on stdout, one line a step. */
import { Database } from '@flywheel/database';
import { openStage, SeedDemo, usualDemo } from '@flywheel/simulate';

const seed = 'flywheel';
const database = new Database({ url: process.env['DATABASE_URL'] ?? '', poolSize: 4, lateToDisk: true });
try {
  await database.ready();
  const dataDir = process.env['DATA_DIR'] ?? '.data';
  const stage = openStage({ database, seed });
  const started = performance.now();
  const answer = await new SeedDemo(stage).run({
    size: usualDemo,
    seed,
    now: database.clock.now(),
    dataDir,
    onProgress: ({ done, total, note }) => console.log(`seeding the demo ${Math.floor((100 * done) / total)} % · ${note}`),
  });
  if (answer.outcome === 'seeded') {
    const { ads, events } = answer;
    const seconds = ((performance.now() - started) / 1000).toFixed(0);
    const shown = `${ads.decisions} decisions, ${ads.impressions} impressions, ${ads.clicks} clicks`;
    console.log(`the demo is ready after ${seconds} s: ${events} events, ${shown}`);
  }
} finally {
  await database.close();
}
