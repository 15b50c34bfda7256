import { LeaseBook } from '@flywheel/cache';
import { ensureBudget, grantLeases, readBudgets } from '@flywheel/database/budgets';
import { micros, newId, toRowId, type Id } from '@flywheel/primitives';
import type { Part } from '../part.ts';
import { openMoneyWorld, type MoneyWorld } from './money-world.ts';
import { measurePrepared, tableOf, type PreparedVariant } from './rounds.ts';

const rounds = 3;
const workers = 8;
const price = 100n;
const wins = 200_000;
const hotWins = 4_000;

/**
 * Wins a second against one budget of just as many, by eight workers: leases of 1 % and of 0.1 % of it, beside one row that every win
 * takes from. No win may be one too many; less than a thousandth of the budget may lie in rests of leases that are too small for a win.
 */
export const leasesPart: Part = async ({ databaseUrl, tell }) => {
  const world = await openMoneyWorld(databaseUrl, { part: 'leases', campaigns: 1, creators: 1, connections: workers });
  try {
    const variants = [leaseVariant(world, 100, '1 %'), leaseVariant(world, 10, '0.1 %'), rowVariant(world)];
    return tableOf(`wins of ${workers} workers against one budget`, 'wins', await measurePrepared(variants, rounds, tell));
  } finally {
    await world.database.close();
  }
};

function leaseVariant(world: MoneyWorld, mostBps: number, part: string): PreparedVariant {
  return {
    name: `leases of ${part}`,
    prepare: async () => {
      const campaign = await newBudget(world, wins);
      const run = async (): Promise<void> => {
        const won = await Promise.all(
          Array.from({ length: workers }, (_, n) => sell(world, campaign, { decider: `worker-${n}`, mostBps })),
        );
        await checkSpent(world, campaign, won, wins);
      };
      return { things: wins, run };
    },
  };
}

/** One worker: wins out of its leases, and asks for another where they are used up, until the budget is. */
async function sell(world: MoneyWorld, campaign: Id<'cmp'>, { decider, mostBps }: { decider: string; mostBps: number }): Promise<number> {
  const book = new LeaseBook();
  const [holder, now] = [book.number(campaign), world.clock.now()];
  for (let won = 0; ;) {
    while (book.ask(holder, micros(price), now) === 0) {
      if (!book.reserve({ holder, micros: micros(price), atLeastMicros: micros(price), now, expiresAt: now + 60_000 })) break;
      won += 1;
    }
    const wish = { lease: newId('lse', now, world.random), holder: campaign, campaign, windows: ['life'], keptMicros: new Map() };
    const usableUntil = now + 600_000;
    const [decided] = await world.database.inTransaction((tx) =>
      grantLeases(tx, [{ ...wish, chargeMicros: micros(price), usableUntil }], { decider, workers, mostBps, now }),
    );
    if (decided?.outcome !== 'granted') return won;
    const { grantedMicros } = decided;
    book.add({ lease: wish.lease, holder: campaign, grantedMicros, chargeMicros: micros(price), usableUntil }, now);
  }
}

function rowVariant(world: MoneyWorld): PreparedVariant {
  return {
    name: 'one row that every win takes from',
    prepare: async () => {
      const campaign = await newBudget(world, hotWins);
      const take = async (): Promise<number> => {
        for (let won = 0; ; won += 1) {
          const { rowCount } = await world.database.read.query(
            `UPDATE budget SET leased_micros = leased_micros + $2
             WHERE campaign_id = $1 AND time_window = 'life' AND leased_micros + $2 <= cap_micros`,
            [toRowId(campaign), price],
          );
          if (rowCount === 0) return won;
        }
      };
      const run = async (): Promise<void> => checkSpent(world, campaign, await Promise.all(Array.from({ length: workers }, take)), hotWins);
      return { things: hotWins, run };
    },
  };
}

async function newBudget({ database, random, clock }: MoneyWorld, charges: number): Promise<Id<'cmp'>> {
  const campaign = newId('cmp', clock.now(), random);
  await ensureBudget(database.read, { campaign, window: 'life', currency: 'USD', capMicros: micros(BigInt(charges) * price) });
  return campaign;
}

async function checkSpent({ database }: MoneyWorld, campaign: Id<'cmp'>, won: readonly number[], expected: number): Promise<void> {
  const [life] = await readBudgets(database.read, campaign);
  const all = won.reduce((sum, each) => sum + each, 0);
  if (!life || all > expected || life.leasedMicros > life.capMicros || all <= expected * 0.999)
    throw new Error(`${all} wins of ${expected}, ${life?.leasedMicros} leased`);
}
