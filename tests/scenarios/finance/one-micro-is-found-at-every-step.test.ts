import { readLadder, type LadderStep } from '@flywheel/database/reconciliation';
import { readShown } from '@flywheel/report';
import { Reconcile, type ReadShown } from '@flywheel/settle/checks';
import type { Tx } from '@flywheel/runtime';
import type pg from 'pg';
import { describe, expect, it } from 'vitest';
import { plantEntry } from '../../fixtures/plant-rows.ts';
import { plantedDifferences } from '../../fixtures/planted-differences.ts';
import { useSeededWorld } from '../../fixtures/seeded-world.ts';

const world = useSeededWorld();

/** The ladder as it is seen inside the transaction that planted. */
async function climb(client: pg.Client): Promise<LadderStep[]> {
  const tx: Tx = {
    async query<R extends object>(sql: string, params: readonly unknown[] = []) {
      const { rows, rowCount } = await client.query(sql, [...params]);
      return { rows: rows as R[], rowCount: rowCount ?? 0 };
    },
  };
  return readLadder(tx, { shown: await readShown(tx) });
}

const sizeOf = ({ differenceN, differenceMicros }: LadderStep) => [Math.abs(differenceN), Math.abs(Number(differenceMicros ?? 0n))];

describe('the ladder', () => {
  it('is level at every step of a seeded world, and compares something at each', async () => {
    const { clean, steps } = await new Reconcile(world.database, readShown).run();
    expect(steps.filter(({ apart }) => apart > 0)).toEqual([]);
    expect(clean).toBe(true);
    expect(steps.filter(({ name, leftN, rightN }) => name !== 'not billed' && (leftN === 0 || rightN === 0))).toEqual([]);
  });

  it.each(plantedDifferences)('finds $what at its step, $step, and leads to the row', async ({ step: name, plant }) => {
    await world.planted(plant, async (client, key) => {
      const step = (await climb(client)).find((each) => each.name === name);
      expect(step).toMatchObject({ name });
      if (!step) return;
      expect(step.apart).toBeGreaterThan(0);
      expect(key).toBeTruthy();
      const led = step.rows.filter((row) => row.key.includes(String(key)));
      expect(led.length).toBeGreaterThan(0);
      for (const row of led) {
        const [n, amount] = [row.leftN - row.rightN, (row.leftMicros ?? 0n) - (row.rightMicros ?? 0n)];
        expect(Math.abs(amount === 0n ? n : Number(amount))).toBe(1);
      }
    });
  });

  it('finds a file that is one micro off its screen', async () => {
    const altered: ReadShown = async (tx) => {
      const [first, ...others] = await readShown(tx);
      return first ? [{ ...first, fileMicros: first.fileMicros + 1n }, ...others] : [];
    };
    const { steps } = await new Reconcile(world.database, altered).run();
    const apart = steps.filter((step) => step.apart > 0);
    expect(apart.map(({ name }) => name)).toEqual(['files']);
    expect(sizeOf(apart[0] as LadderStep)).toEqual([0, 1]);
    expect(apart[0]?.rows.map(({ key }) => key)).toEqual([expect.stringMatching(/^revenue-by-day \d{4}-\d\d-01$/)]);
  });

  it('has a planted difference for every step', async () => {
    const { steps } = await new Reconcile(world.database, readShown).run();
    expect(new Set([...plantedDifferences.map(({ step }) => step), 'files'])).toEqual(new Set(steps.map(({ name }) => name)));
  });

  it('never lets two currencies make up for each other', async () => {
    const plant = async (client: pg.Client): Promise<void> => {
      const entry = await plantEntry(client, { key: 'two', kind: 'top-up', day: '2026-06-05', lines: { '1010': 6, '3010': -5 } });
      await client.query(
        `INSERT INTO books.posting (entry_id, line, account, currency, amount_micros)
         VALUES ($1, 8, '1010', 'EUR', 4), ($1, 9, '3010', 'EUR', -5)`,
        [entry],
      );
    };
    await world.planted(plant, async (client) => {
      const trial = (await climb(client)).filter(({ name }) => name === 'trial balance');
      expect(trial.map(({ currency, differenceMicros, apart }) => [currency, differenceMicros, apart])).toEqual([
        ['EUR', -1n, 1],
        ['USD', 1n, 1],
      ]);
    });
  });

  it('sees two faults that make up for each other, and tells a hundred of many', async () => {
    const swap = `UPDATE books.balance SET balance_micros = balance_micros + CASE account WHEN '1020' THEN 1 ELSE -1 END
      WHERE account IN ('1020', (SELECT min(account) FROM books.balance WHERE account LIKE '2010:%'))`;
    const plant = async (client: pg.Client): Promise<void> => {
      await client.query(swap);
      await client.query('UPDATE sealed_bucket SET rows = rows + 1');
    };
    await world.planted(plant, async (client) => {
      const steps = await climb(client);
      const balances = steps.find(({ name }) => name === 'balances');
      expect(balances?.apart).toBe(2);
      const minutes = steps.find(({ name }) => name === 'minutes');
      expect(minutes?.rows).toHaveLength(100);
      expect(minutes?.apart).toBeGreaterThan(1000);
    });
  });
});
