import { Database } from '@flywheel/database';
import { postEntries, postEntry, readBalances, readBalancesAsOf } from '@flywheel/database/ledger';
import { batchEntry, chart, hold, reversal, topUp, type Entry } from '@flywheel/ledger';
import { endingKinds, entryKinds, isGuarded } from '@flywheel/ledger/books';
import { micros, newId, seededRandom, type Id } from '@flywheel/primitives';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postOutcome } from '../../fixtures/random-books/post-outcome.ts';
import { useTestDatabase } from '../../stack/database.ts';

const server = useTestDatabase();
let database: Database;
beforeAll(() => {
  database = new Database({ url: server.url, poolSize: 5 });
});
afterAll(() => database.close());

const at = Date.UTC(2026, 4, 3, 12);
const random = seededRandom('guards');
const booked = { at, actor: 'usr' };
const line = (account: string, amount: bigint, currency = 'USD') => ({ account, currency, amountMicros: micros(amount) });
const entry = (key: string, postings: Entry['postings'], kind: Entry['kind'] = 'top-up'): Entry => ({ ...booked, key, kind, postings });
const post = (made: Entry) => database.inTransaction((tx) => postEntry(tx, made));
const paidIn = (pspEvent: string, account: Id<'acc'>, amount: bigint, when = at) =>
  topUp({ pspEvent, account, currency: 'USD', amountMicros: micros(amount), at: when, actor: 'psp' });

describe('the books', () => {
  it('refuse a debit balance on each account of 2010 to 2140 in each currency, and on no other', async () => {
    for (const code of Object.keys(chart)) {
      for (const currency of ['USD', 'EUR', 'JPY', 'KWD']) {
        const answer = await postOutcome(
          database,
          entry(`g:${code}:${currency}`, [line(`${code}:x`, 1n, currency), line('3010', -1n, currency)]),
        );
        expect([code, answer]).toEqual([code, isGuarded(code) ? 'overdrawn' : 'posted']);
      }
    }
    await expect(database.read.query(`INSERT INTO books.balance (account, currency) VALUES ('2110:x', 'USD')`)).rejects.toThrow(
      'liabilities_are_guarded',
    );
  });

  it('know the same kinds and the same ends as the domain', async () => {
    const quoted = async (sql: string) => {
      const { rows } = await database.read.query<{ text: string }>(sql);
      return (rows[0]?.text.match(/'[a-z-]+'/g) ?? []).map((each) => each.slice(1, -1)).sort();
    };
    const kinds = await quoted(`SELECT pg_get_constraintdef(oid) AS text FROM pg_constraint WHERE conname = 'kind_is_known'`);
    expect(kinds).toEqual([...entryKinds].sort());
    expect(await quoted(`SELECT pg_get_indexdef('books.entry_ends_once'::regclass) AS text`)).toEqual([...endingKinds].sort());
  });

  it('refuse a reversal that is not the mirror of what it names', async () => {
    const made = paidIn('mirror', newId('acc', at, random), 10n);
    const { entry: id } = await post(made);
    const mirror = reversal({ entry: id, postings: made.postings, reason: 'wrong', ...booked });
    const half = { ...mirror, postings: mirror.postings.map((each) => ({ ...each, amountMicros: micros(each.amountMicros / 2n) })) };
    await expect(post(half)).rejects.toThrow('not the mirror');
    const { relatesTo: _, ...unrelated } = mirror;
    await expect(post({ ...unrelated, postings: [line('1010', 1n), line('3010', -1n)] })).rejects.toThrow('not the mirror');
    expect((await post(mirror)).fresh).toBe(true);
  });

  it('take an entry of 12,000 creators in parts that each balance, once', async () => {
    const [account, campaign] = [newId('acc', at, random), newId('cmp', at, random)];
    const creators = Array.from({ length: 12_000 }, (_, n) => ({
      creator: `crt_${String(n).padStart(32, '0')}` as Id<'crt'>,
      shareMicros: micros(2),
    }));
    const all = { campaign, currency: 'USD', amountMicros: micros(50_000), ...booked };
    const batch = batchEntry({ ...all, bucket: at, gen: 0, creators, ruleVersion: 1, sha256: 'aa', rows: 1 });
    await post(paidIn('many', account, 50_000n));
    await post(hold({ ...all, account, ref: '1' }));
    const first = await database.inTransaction((tx) => postEntries(tx, [batch]));
    const again = await database.inTransaction((tx) => postEntries(tx, [batch]));
    expect([first, again]).toMatchObject([[{ fresh: true }], [{ fresh: false, entry: first[0]?.entry }]]);
    const found = await readBalances(database.read, [`2020:${campaign}`, '2100:direct', creators[11_999]?.creator ?? '']);
    expect(found.map((each) => [each.account, each.balanceMicros])).toEqual([
      [`2020:${campaign}`, 0n],
      ['2100:direct', 0n],
    ]);
    const { rows } = await database.read.query<{ lines: number; parts: number }>(
      `SELECT max(n)::int AS lines, count(*)::int AS parts
       FROM (SELECT count(*) AS n FROM books.posting p JOIN books.entry e USING (entry_id) WHERE e.kind = 'batch' GROUP BY entry_id) part`,
    );
    expect(rows).toEqual([{ lines: 5000, parts: 3 }]);
  });

  it('answer for a day as it was known at a moment: a later correction of that day is not in the earlier answer', async () => {
    const account = newId('acc', at, random);
    const dayMs = 86_400_000;
    const of = async (effectiveThrough: string, recordedUntil?: number) => {
      const all = await readBalancesAsOf(database.read, { effectiveThrough, ...(recordedUntil !== undefined && { recordedUntil }) });
      return all.find((each) => each.account === `2010:${account}`)?.balanceMicros ?? 0n;
    };
    await post(paidIn('third', account, 100n));
    await post(paidIn('fifth', account, 20n, at + 2 * dayMs));
    await new Promise((resolve) => setTimeout(resolve, 5));
    const { rows } = await database.read.query<{ now: Date }>('SELECT clock_timestamp() AS now');
    const before = rows[0]?.now.getTime() ?? 0;
    await new Promise((resolve) => setTimeout(resolve, 5));
    await post(paidIn('late', account, 3n));
    expect([await of('2026-05-03', before), await of('2026-05-05', before)]).toEqual([-100n, -120n]);
    expect([await of('2026-05-02'), await of('2026-05-03'), await of('2026-05-05')]).toEqual([0n, -103n, -123n]);
    expect(await of('2026-05-05', before - 60_000)).toBe(0n);
  });
});

describe('a role that the books are opened to', () => {
  const role = `program_${Math.floor(Date.now() % 1e9)}_${process.pid}`;
  const asProgram = <T>(use: (tx: Parameters<Parameters<Database['inTransaction']>[0]>[0]) => Promise<T>) =>
    database.inTransaction(async (tx) => {
      await tx.query(`SET LOCAL ROLE ${role}`);
      return use(tx);
    });
  beforeAll(async () => {
    await database.read.query(`CREATE ROLE ${role}`);
    await database.read.query('SELECT books.open_to($1)', [role]);
  });
  afterAll(async () => {
    await database.read.query(`DROP OWNED BY ${role}`);
    await database.read.query(`DROP ROLE ${role}`);
  });

  it('posts and reads, and writes none of their tables', async () => {
    const account = newId('acc', at, random);
    expect((await asProgram((tx) => postEntry(tx, paidIn('program', account, 5n)))).fresh).toBe(true);
    expect(await asProgram((tx) => readBalances(tx, [`2010:${account}`]))).toMatchObject([{ balanceMicros: -5n }]);
    for (const sql of [
      'UPDATE books.balance SET balance_micros = 0',
      `INSERT INTO books.balance (account, currency) VALUES ('1010', 'USD')`,
      `INSERT INTO books.posting SELECT entry_id, 9::smallint, '1010', 'USD', 1 FROM books.entry LIMIT 1`,
      `INSERT INTO books.entry (entry_id, key, payload_sha256, kind, effective_at, actor)
       VALUES (gen_random_uuid(), 'k', '', 'hold', now(), 'x')`,
      'DELETE FROM books.entry',
      'TRUNCATE books.posting',
      `SELECT books.open_to('public')`,
    ]) {
      await expect(asProgram((tx) => tx.query(sql))).rejects.toThrow('permission denied');
    }
  });

  it('is not the public: a role that nobody opened them to can not even post', async () => {
    await database.read.query(`CREATE ROLE ${role}_other`);
    const post = (tx: Parameters<typeof postEntry>[0]) => postEntry(tx, paidIn('other', newId('acc', at, random), 5n));
    const tried = database.inTransaction(async (tx) => {
      await tx.query(`SET LOCAL ROLE ${role}_other`);
      return post(tx);
    });
    await expect(tried).rejects.toThrow('permission denied');
    await database.read.query(`DROP ROLE ${role}_other`);
  });
});
