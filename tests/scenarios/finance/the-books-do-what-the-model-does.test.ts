import { Database } from '@flywheel/database';
import { readBalancesAsOf } from '@flywheel/database/ledger';
import { foldBalances } from '@flywheel/ledger';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { randomHistory, type History } from '../../fixtures/random-books/history.ts';
import { postOutcome } from '../../fixtures/random-books/post-outcome.ts';
import { useTestDatabase } from '../../stack/database.ts';

const server = useTestDatabase();
let database: Database;
beforeAll(() => {
  database = new Database({ url: server.url, poolSize: 6 });
});
afterAll(() => database.close());

const histories = 320;
const atOnce = 4;
const seed = `${process.env['BOOKS_SEED'] ?? 'books'}`;

/** A look back that a history promises: what its accounts hold at the end of a day, as known at a moment. */
type Moment = { recordedUntil: number; day: string; expected: Map<string, bigint> };

const story = `${histories} random histories, ${atOnce} at a time, end in PostgreSQL as in the model`;
it(`${story}: each answer, each balance, each look back`, async () => {
  const lived: History[] = [];
  const moments: Moment[] = [];
  const differences: string[] = [];
  const numbers = Array.from({ length: histories }, (_, n) => n);
  const worker = async (): Promise<void> => {
    for (let n = numbers.shift(); n !== undefined; n = numbers.shift()) {
      const history = randomHistory({ run: n.toString(16).padStart(8, '0'), seed: `${seed}:${n}`, length: 12 + (n % 20) });
      lived.push(history);
      for (const [at, { entry, outcome }] of history.posts.entries()) {
        const answer = await postOutcome(database, entry);
        if (answer !== outcome) differences.push(`${seed}:${n} post ${at} (${entry.key}): model ${outcome}, books ${answer}`);
        if (n % 8 === 0 && at === 8) moments.push(await lookBack(history, at));
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  expect(differences).toEqual([]);
  expect(await balances()).toEqual(sorted(total(lived)));
  for (const { recordedUntil, day, expected } of moments) {
    const found = await readBalancesAsOf(database.read, { effectiveThrough: day, recordedUntil });
    const own = new Map(found.map((each) => [`${each.account} ${each.currency}`, each.balanceMicros]));
    for (const [name, amount] of expected) expect([name, own.get(name) ?? 0n]).toEqual([name, amount]);
  }
  const posts = lived.flatMap((each) => each.posts);
  expect(posts.filter((post) => post.replay).length / posts.length).toBeGreaterThanOrEqual(0.3);
  expect(posts.filter((post) => post.outcome === 'overdrawn').length).toBeGreaterThan(10);
  expect(moments.length).toBe(histories / 8);
}, 120_000);

/** What the history's own accounts held after its post `at`, by the entries of days up to a day in the middle. */
async function lookBack({ books, posts, stage }: History, at: number): Promise<Moment> {
  const keys = new Set(posts.slice(0, at + 1).flatMap((post) => (post.outcome === 'posted' ? post.entry.key : [])));
  const day = '2026-05-12';
  const known = books.log.filter((each) => keys.has(each.entry.key) && each.day <= day);
  const { rows } = await database.read.query<{ now: Date }>('SELECT clock_timestamp() AS now');
  const recordedUntil = (rows[0]?.now.getTime() ?? 0) + 1;
  // The clock's next millisecond: what comes after it is recorded after it.
  await new Promise((resolve) => setTimeout(resolve, 5));
  const own = [...foldBalances(known.map((each) => each.entry))].filter(([name]) => name.includes(`_${stage.run}`));
  return { recordedUntil, day, expected: new Map(own) };
}

function total(lived: readonly History[]): Map<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const { books } of lived) for (const [name, amount] of books.balances) sums.set(name, (sums.get(name) ?? 0n) + amount);
  return sums;
}

async function balances(): Promise<Array<[string, bigint]>> {
  const { rows } = await database.read.query<{ account: string; currency: string; balance_micros: bigint }>('SELECT * FROM books.balance');
  return sorted(new Map(rows.map((row) => [`${row.account} ${row.currency}`, row.balance_micros])));
}

/** Without accounts of nothing: a refused post leaves none in the books, and the model never had one. */
function sorted(sums: ReadonlyMap<string, bigint>): Array<[string, bigint]> {
  return [...sums].filter(([, amount]) => amount !== 0n).sort(([a], [b]) => (a < b ? -1 : 1));
}
