import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Database } from '@flywheel/database';
import { readProgress, readWorld } from '@flywheel/database/world';
import { TrialBalance } from '@flywheel/settle';
import { Reconcile } from '@flywheel/settle/checks';
import { openStage, SeedDemo, type SeedAnswer } from '@flywheel/simulate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useTestDatabase } from '../../stack/database.ts';

const test = useTestDatabase();
const size = { days: 40, viewers: 500, creators: 20, advertisers: 6 };
const now = Date.UTC(2026, 5, 10, 15);
const notes: number[] = [];
let database: Database;
let dataDir: string;
let answer: SeedAnswer;
const seed = async (): Promise<SeedAnswer> =>
  new SeedDemo(openStage({ database, seed: 'story' })).run({
    size,
    seed: 'story',
    now,
    dataDir,
    onProgress: ({ done }) => notes.push(done),
  });

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'demo-'));
  database = new Database({ url: test.url, poolSize: 3 });
  await database.ready();
  answer = await seed();
}, 120_000);
afterAll(async () => {
  await database.close();
  await rm(dataDir, { recursive: true });
});

const count = async (sql: string): Promise<number> =>
  (await database.read.query<{ n: number }>(`SELECT (${sql})::int AS n`)).rows[0]?.n ?? -1;

describe('a seeded demo', () => {
  it('has people, creators, campaigns, ads seen and money moved', async () => {
    expect(answer.outcome).toBe('seeded');
    expect(await count('SELECT count(*) FROM identity')).toBe(size.viewers);
    expect(await count('SELECT count(*) FROM creator')).toBe(size.creators);
    expect(await count('SELECT count(*) FROM ad_account')).toBe(size.advertisers);
    expect(await count('SELECT count(*) FROM charge WHERE price_micros > 0')).toBeGreaterThan(50);
    expect(await count("SELECT count(*) FROM books.period WHERE state = 'closed'")).toBeGreaterThanOrEqual(1);
    expect(await count('SELECT count(*) FROM books.reinvestment_run')).toBeGreaterThanOrEqual(1);
  });

  it('is level on every rung of the ladder, and its books balance', async () => {
    const ladder = await new Reconcile(database).run();
    expect(ladder.steps.filter((step) => step.differenceN !== 0 || (step.differenceMicros ?? 0n) !== 0n)).toEqual([]);
    expect((await new TrialBalance(database).run()).balanced).toBe(true);
  });

  it('lets nothing happen after now', async () => {
    expect(await count(`SELECT count(*) FROM engagement_event WHERE at > '${new Date(now).toISOString()}'`)).toBe(0);
    expect(await count(`SELECT count(*) FROM delivery_fact WHERE accepted_at > '${new Date(now).toISOString()}'`)).toBe(0);
  });

  it('keeps nothing of people who agreed to nothing', async () => {
    expect(await count("SELECT count(*) FROM quarantine WHERE reason = 'no-consent'")).toBeGreaterThan(0);
    expect(await count("SELECT count(*) FROM quarantine WHERE reason = 'no-consent' AND (raw IS NOT NULL OR event_id IS NOT NULL)")).toBe(
      0,
    );
    expect(
      await count('SELECT count(*) FROM engagement_event e JOIN identity i USING (viewer_key) WHERE cardinality(i.purposes) = 0'),
    ).toBe(0);
  });

  it('is marked, tells its progress and leaves an API key that only its owner can read', async () => {
    expect(await readWorld(database.read)).toMatchObject({ name: 'demo', markedDemo: true, seed: 'story' });
    expect(await readProgress(database.read, 'seeding')).toMatchObject({ running: false, done: size.days + 1 });
    expect(notes).toEqual([...notes].sort((a, b) => a - b));
    const key = path.join(dataDir, 'demo-api-key');
    expect((await readFile(key, 'utf8')).trim()).toMatch(/^fw_/);
    expect((await stat(key)).mode & 0o777).toBe(0o600);
  });

  it('is left alone by a second seeding', async () => {
    expect(await seed()).toEqual({ outcome: 'seeded-before' });
  });
});
