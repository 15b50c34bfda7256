import { Database } from '@flywheel/database';
import { ensureBudget, readBudgets, returnLeases } from '@flywheel/database/budgets';
import { LedgerRefusal, postEntries, postEntry, readCreditBalance } from '@flywheel/database/ledger';
import { foldBalances, hold, topUp } from '@flywheel/ledger';
import { micros, newId, seededRandom, type Id } from '@flywheel/primitives';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { takeLease } from '../../fixtures/take-lease.ts';
import { useTestDatabase } from '../../stack/database.ts';

const server = useTestDatabase();
let database: Database;
beforeAll(() => {
  database = new Database({ url: server.url, poolSize: 5 });
});
afterAll(() => database.close());

const at = Date.UTC(2026, 3, 3, 12);
const random = seededRandom('books');
const payment = (pspEvent: string, account: Id<'acc'>, amount: bigint) =>
  topUp({ pspEvent, account, currency: 'USD', amountMicros: micros(amount), at, actor: 'psp' });
const refusal = (reason: string) => expect.objectContaining({ reason });

describe('the books', () => {
  it('take a top-up that eight senders repeat at once exactly once', async () => {
    const account = newId('acc', at, random);
    const entry = payment('evt-1', account, 5_000_000n);
    const posted = await Promise.all(Array.from({ length: 8 }, () => database.inTransaction((tx) => postEntry(tx, entry))));
    expect(posted.filter((each) => each.fresh)).toHaveLength(1);
    expect(new Set(posted.map((each) => each.entry)).size).toBe(1);
    expect(await readCreditBalance(database.read, `2010:${account}`, 'USD')).toBe(5_000_000n);
  });

  it('refuse the same key with another amount', async () => {
    const account = newId('acc', at, random);
    await database.inTransaction((tx) => postEntry(tx, payment('evt-2', account, 10n)));
    await expect(database.inTransaction((tx) => postEntry(tx, payment('evt-2', account, 11n)))).rejects.toEqual(refusal('other-payload'));
  });

  it('refuse to hold more than was paid in', async () => {
    const account = newId('acc', at, random);
    const campaign = newId('cmp', at, random);
    await database.inTransaction((tx) => postEntry(tx, payment('evt-3', account, 100n)));
    const tooMuch = hold({ account, campaign, ref: '1', currency: 'USD', amountMicros: micros(101n), at, actor: 'usr' });
    await expect(database.inTransaction((tx) => postEntry(tx, tooMuch))).rejects.toThrow(LedgerRefusal);
    expect(await readCreditBalance(database.read, `2010:${account}`, 'USD')).toBe(100n);
  });

  it('refuse postings that do not sum to zero, whoever writes them, and any change of the past', async () => {
    await database.inTransaction((tx) => postEntry(tx, payment('evt-4', newId('acc', at, random), 1n)));
    const uneven = `WITH made AS (INSERT INTO books.entry (entry_id, key, payload_sha256, kind, effective_at, actor)
      VALUES (gen_random_uuid(), 'by-hand', '', 'top-up', '2026-04-03', 'hand') RETURNING entry_id)`;
    const line = (n: number, amount: number) => `SELECT entry_id, ${n}::smallint, '1010', 'USD'::char(3), ${amount}::bigint FROM made`;
    const byHand = (sql: string) => database.inTransaction((tx) => tx.query(sql));
    await expect(byHand(`${uneven} INSERT INTO books.posting ${line(1, 5)} UNION ALL ${line(2, -4)}`)).rejects.toThrow(
      'does not sum to zero',
    );
    await expect(byHand(`${uneven} SELECT 1`)).rejects.toThrow('has 0 lines');
    const late = `INSERT INTO books.posting SELECT entry_id, 9::smallint, '1010', 'USD', 1 FROM books.entry LIMIT 1`;
    await expect(byHand(late)).rejects.toThrow('takes no more lines');
    await expect(byHand('UPDATE books.posting SET amount_micros = 1')).rejects.toThrow('append-only');
    await expect(byHand('DELETE FROM books.entry')).rejects.toThrow('append-only');
  });

  it('hold what the entries add up to, whatever is replayed and in whatever order', async () => {
    const accounts = Array.from({ length: 3 }, () => newId('acc', at, random));
    const campaigns = Array.from({ length: 3 }, () => newId('cmp', at, random));
    let run = 0;
    const moves = fc.array(fc.tuple(fc.nat(2), fc.nat(2), fc.integer({ min: 1, max: 1000 })), { minLength: 8, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(moves, async (sequence) => {
        run += 1;
        const entries = sequence.flatMap(([a, c, amount], n) => {
          const [account, campaign] = [accounts[a] as Id<'acc'>, campaigns[c] as Id<'cmp'>];
          const same = { currency: 'USD', amountMicros: micros(amount), at, actor: 'usr' };
          return [topUp({ pspEvent: `${run}-${n}`, account, ...same }), hold({ account, campaign, ref: `${run}-${n}`, ...same })];
        });
        const before = await balances();
        await database.inTransaction((tx) => postEntries(tx, entries));
        await Promise.all([0, 1, 2].map(() => database.inTransaction((tx) => postEntries(tx, [...entries].reverse()))));
        const after = await balances();
        for (const [key, moved] of foldBalances(entries)) expect((after.get(key) ?? 0n) - (before.get(key) ?? 0n)).toBe(moved);
        expect([...after.values()].reduce((sum, each) => sum + each, 0n)).toBe(0n);
      }),
      { numRuns: 25 },
    );
  });
});

describe('a budget', () => {
  it('is never leased beyond its tightest window, however many deciders ask at once', async () => {
    const campaign = newId('cmp', at, random);
    await ensureBudget(database.read, { campaign, window: 'life', currency: 'USD', capMicros: micros(1000n) });
    await ensureBudget(database.read, { campaign, window: '2026-04-03', currency: 'USD', capMicros: micros(300n) });
    const grants = await Promise.all(
      Array.from({ length: 12 }, (_, n) => database.inTransaction((tx) => takeLease(tx, request(campaign, `decider-${n}`)))),
    );
    const granted = grants.flatMap((grant) => (grant.outcome === 'granted' ? [grant] : []));
    expect(granted.reduce((sum, each) => sum + each.grantedMicros, 0n)).toBe(280n);
    expect(grants.find((grant) => grant.outcome === 'refused')).toMatchObject({ refused: { window: '2026-04-03' } });
    const closed = granted.slice(0, 2).map(({ wish }) => ({ lease: wish.lease, freeMicros: micros(0), done: true }));
    const close = () => database.inTransaction((tx) => returnLeases(tx, closed));
    expect((await close()).map((each) => each.returnedMicros)).toEqual([40n, 40n]);
    expect(await close()).toEqual([]);
    expect((await readBudgets(database.read, campaign)).map((each) => each.leasedMicros)).toEqual([200n, 200n]);
  });

  const request = (campaign: Id<'cmp'>, decider: string) => ({
    lease: newId('lse', at, random),
    campaign,
    windows: ['life', '2026-04-03'],
    decider,
    amount: 40n,
    now: at,
    expiresAt: at + 60_000,
  });
});

async function balances(): Promise<Map<string, bigint>> {
  const { rows } = await database.read.query<{ account: string; currency: string; balance_micros: bigint }>('SELECT * FROM books.balance');
  return new Map(rows.map((row) => [`${row.account} ${row.currency}`, row.balance_micros]));
}
