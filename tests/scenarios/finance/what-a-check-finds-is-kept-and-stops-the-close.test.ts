import { readShown } from '@flywheel/report';
import { CloseMonth, settleJobs } from '@flywheel/settle';
import { CheckBooks, ShowChecks } from '@flywheel/settle/checks';
import { describe, expect, it } from 'vitest';
import { useSeededWorld } from '../../fixtures/seeded-world.ts';

const world = useSeededWorld();
const hourMs = 3_600_000;
const checks = () => new ShowChecks(world.database);
const nightly = async (now: number): Promise<void> => {
  const job = settleJobs(world.database, readShown).find(({ name }) => name === 'check-books') ?? expect.fail('nobody checks the books');
  await job.run(undefined, { now } as never);
};
const alter = (sql: string) => world.database.reports.query(sql);

describe('a check of the books', () => {
  it('is made once a night, and at once where none was made before', async () => {
    await nightly(world.now);
    await nightly(world.now + hourMs);
    expect(await checks().run({ limit: 10 })).toMatchObject([
      { cause: 'nightly', askedBy: null, clean: true, stepsApart: 0, claimsHit: 0 },
    ]);
    const night = Date.UTC(2026, 5, 11, 3);
    await nightly(night - 1);
    expect(await checks().run({ limit: 10 })).toHaveLength(1);
    await nightly(night);
    expect(await checks().run({ limit: 10 })).toHaveLength(2);
  });

  it('is kept with every step, every claim, and the rows that differ', async () => {
    await alter(`UPDATE books.balance SET balance_micros = balance_micros + 1 WHERE account = '1020'`);
    const now = world.now + 20 * hourMs;
    const run = await new CheckBooks(world.database, readShown).run({ now, cause: 'asked', askedBy: 'usr_finance' });
    const kept = await checks().one({ run: run.run });
    expect(kept).toMatchObject({ cause: 'asked', askedBy: 'usr_finance', clean: false, stepsApart: 1, claimsHit: 1 });
    expect(kept?.steps).toHaveLength(21);
    const [balances, ...others] = kept?.steps.filter((step) => step.apart > 0) ?? [];
    expect(others).toEqual([]);
    expect(balances).toMatchObject({
      name: 'balances',
      currency: 'USD',
      differenceMicros: '1',
      rows: [{ key: '1020 debit', opens: '1020' }],
    });
    expect(kept?.claims.filter(({ hits }) => hits > 0)).toMatchObject([{ claim: 'P2', hits: 1, rows: [{ key: '1020 USD' }] }]);
  });

  it('of the night fails its job when it found something, so that the log says so', async () => {
    await expect(nightly(world.now + 44 * hourMs)).rejects.toThrow(/the books do not add up \(run \d+\): step 19, balances; claim P2/);
    expect((await checks().run({ limit: 1 }))[0]).toMatchObject({ cause: 'nightly', clean: false });
  });

  it('stands against the close of a month, each finding with its reason', async () => {
    const close = await new CloseMonth(world.database).run({ period: '2026-06', now: Date.UTC(2026, 6, 2), actor: 'usr_finance' });
    if (close.outcome !== 'refused') throw new Error('a month with findings was closed');
    expect(close.findings.map(({ gate }) => gate)).toEqual(['unsealed-minutes', 'ladder', 'audit']);
    expect(close.findings.map(({ detail }) => detail)).toEqual([
      expect.stringContaining('minutes'),
      'step 19, balances: 1 rows differ, by 0 and 1 micros USD as a whole',
      expect.stringMatching(/^claim P2: 1 rows against it, the first 1020 USD: kept \d+, postings sum to \d+$/),
    ]);
  });

  it('is clean again once the row is as it was', async () => {
    await alter(`UPDATE books.balance SET balance_micros = balance_micros - 1 WHERE account = '1020'`);
    const run = await new CheckBooks(world.database, readShown).run({ now: world.now + 70 * hourMs, cause: 'asked', askedBy: 'usr_ops' });
    expect(run).toMatchObject({ stepsApart: 0, claimsHit: 0 });
  });
});
