import { postEntries, postEntry } from '@flywheel/database/ledger';
import { batchEntry, type Entry } from '@flywheel/ledger';
import { micros } from '@flywheel/primitives';
import type { Part } from '../part.ts';
import { openMoneyWorld, type MoneyWorld } from './money-world.ts';
import { measurePrepared, tableOf, type PreparedVariant } from './rounds.ts';

const rounds = 3;
const arrays = 10;
const inArray = 500;
const singly = 400;

/** Postings a second: the books' one function with an array of 500 entries of six lines, beside one call and transaction for each entry. */
export const postingsPart: Part = async ({ databaseUrl, tell }) => {
  const world = await openMoneyWorld(databaseUrl, { part: 'postings', campaigns: 50, creators: 200, connections: 8 });
  try {
    const rows = await measurePrepared([arrayVariant(world), singleVariant(world, 8), singleVariant(world, 1)], rounds, tell);
    await checkBalanced(world);
    return tableOf('books.post', 'postings', rows);
  } finally {
    await world.database.close();
  }
};

function arrayVariant(world: MoneyWorld): PreparedVariant {
  return {
    name: `${inArray} entries a call`,
    prepare: async (round) => {
      const calls = Array.from({ length: arrays }, (_, n) => entries(world, `array ${round} ${n}`, inArray));
      const run = async (): Promise<void> => {
        for (const call of calls) await world.database.inTransaction((tx) => postEntries(tx, call));
      };
      return { things: linesOf(calls.flat()), run };
    },
  };
}

function singleVariant(world: MoneyWorld, posters: number): PreparedVariant {
  return {
    name: `one entry a call and transaction, ${posters} poster${posters > 1 ? 's' : ''}`,
    prepare: async (round) => {
      const waiting = entries(world, `single ${round} ${posters}`, singly);
      const things = linesOf(waiting);
      const post = async (): Promise<void> => {
        for (let next = waiting.pop(); next; next = waiting.pop()) {
          const entry = next;
          await world.database.inTransaction((tx) => postEntry(tx, entry));
        }
      };
      return { things, run: () => Promise.all(Array.from({ length: posters }, post)).then(() => undefined) };
    },
  };
}

/** Batches of a minute: a campaign's money to revenue, a share of it to a creator. */
function entries(world: MoneyWorld, occasion: string, n: number): Entry[] {
  return Array.from({ length: n }, (_, i) => {
    const campaign = world.campaigns[i % world.campaigns.length]?.campaign;
    const creator = world.creators[i % world.creators.length];
    if (!campaign || !creator) throw new Error('a bench has campaigns and creators');
    const creators = [{ creator, shareMicros: micros(550n) }];
    const batch = { bucket: world.clock.now(), campaign, gen: i, currency: 'USD', amountMicros: micros(1000n), ruleVersion: 1, rows: 1 };
    const entry = batchEntry({ ...batch, creators, sha256: occasion });
    return { ...entry, key: `${entry.key} ${occasion}` };
  });
}

function linesOf(all: readonly Entry[]): number {
  return all.reduce((sum, { postings }) => sum + postings.length, 0);
}

/** Debits equal credits, and the balances kept are those that the postings add up to. */
async function checkBalanced({ database }: MoneyWorld): Promise<void> {
  const { rows } = await database.reports.query<{ total: bigint; apart: number }>(
    `SELECT (SELECT sum(amount_micros)::bigint FROM books.posting) AS total,
       (SELECT count(*)::int FROM books.balance b WHERE balance_micros <>
         (SELECT sum(p.amount_micros) FROM books.posting p WHERE p.account = b.account AND p.currency = b.currency)) AS apart`,
  );
  if (rows[0]?.total !== 0n || rows[0].apart !== 0)
    throw new Error(
      `the books do not balance: ${JSON.stringify(rows, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))}`,
    );
}
