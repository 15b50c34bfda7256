import { Database } from '@flywheel/database';
import { postEntry } from '@flywheel/database/ledger';
import { reversal, topUp, type Entry } from '@flywheel/ledger';
import { refundFailed, refundPaid, refundRequest } from '@flywheel/ledger/advertisers';
import { pspSettlement } from '@flywheel/ledger/platform';
import { micros, newId, seededRandom, type Id } from '@flywheel/primitives';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { postOutcome } from '../../fixtures/random-books/post-outcome.ts';
import { useTestDatabase } from '../../stack/database.ts';

const server = useTestDatabase();
let database: Database;
beforeAll(() => {
  database = new Database({ url: server.url, poolSize: 10 });
});
afterAll(() => database.close());

const at = Date.UTC(2026, 4, 3, 12);
const random = seededRandom('races');
const booked = { at, actor: 'usr', currency: 'EUR' };
const rounds = Array.from({ length: 40 }, (_, n) => n);

const raced = (entries: readonly Entry[]): Promise<string[]> => Promise.all(entries.map((entry) => postOutcome(database, entry)));
const wins = (answers: readonly string[]): number => answers.filter((answer) => answer === 'posted').length;
const standing = async (entry: Entry): Promise<Id<'ent'>> => (await database.inTransaction((tx) => postEntry(tx, entry))).entry;
const paidIn = (n: number, account: Id<'acc'>): Entry =>
  topUp({ ...booked, pspEvent: `race-${n}`, account, amountMicros: micros(1000 + n) });

it('a top-up that comes twice at once counts once, forty times', async () => {
  for (const n of rounds) {
    const entry = paidIn(n, newId('acc', at, random));
    expect((await raced([entry, entry])).sort()).toEqual(['posted', 'replayed']);
  }
});

it('a refund that is asked for twice is promised once, and of paid and failed one happens', async () => {
  let paid = 0;
  for (const n of rounds) {
    const account = newId('acc', at, random);
    await standing(paidIn(1000 + n, account));
    const amount = { ...booked, account, amountMicros: micros(700) };
    const request = refundRequest({ ...amount, refund: `r${n}` });
    expect((await raced([request, request])).sort()).toEqual(['posted', 'replayed']);
    const asked = await standing(request);
    const ends = [refundPaid({ ...amount, request: asked }), refundFailed({ ...amount, request: asked, reason: 'card closed' })];
    const answers = await raced(ends);
    expect([...answers].sort()).toEqual(['ended', 'posted']);
    if (answers[0] === 'posted') paid += 1;
    expect(await raced([reversal({ entry: asked, postings: request.postings, reason: 'late', at, actor: 'usr' })])).toEqual(['ended']);
  }
  const { rows } = await database.read.query<{ sum: string }>(
    `SELECT (-coalesce(sum(amount_micros), 0))::text AS sum FROM books.posting p JOIN books.entry e USING (entry_id)
     WHERE e.kind = 'refund-paid' AND p.account = '1020'`,
  );
  expect(rows[0]?.sum).toBe(String(paid * 700));
});

it('every entry is reversed twice at once, by the same key or by another: exactly half win', async () => {
  const entries = Array.from({ length: 200 }, (_, n) =>
    pspSettlement({ ...booked, settlement: `s${n}`, amountMicros: micros(5000 + n), feeMicros: micros(n) }),
  );
  const ids = await Promise.all(entries.map(standing));
  const attempts = entries.flatMap(({ postings }, n) => {
    const one = reversal({ entry: ids[n] as Id<'ent'>, postings, reason: 'wrong', at, actor: 'anna' });
    return [one, n % 2 === 0 ? { ...one, actor: 'ben' } : { ...one, key: `by-hand:${n}` }];
  });
  const answers = await raced(attempts);
  expect(attempts).toHaveLength(400);
  expect(wins(answers)).toBe(200);
  expect(entries.every((_, n) => wins(answers.slice(2 * n, 2 * n + 2)) === 1)).toBe(true);
  const { rows } = await database.read.query<{ sum: bigint }>(`SELECT balance_micros AS sum FROM books.balance WHERE account = '5030'`);
  expect(rows.map((row) => row.sum)).toEqual([0n]);
});
