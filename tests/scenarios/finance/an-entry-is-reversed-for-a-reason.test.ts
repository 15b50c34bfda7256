import { Database } from '@flywheel/database';
import { postEntry, readCreditBalance } from '@flywheel/database/ledger';
import { hold, topUp } from '@flywheel/ledger';
import { invoicePayment } from '@flywheel/ledger/advertisers';
import { micros, newId, seededRandom, type Id } from '@flywheel/primitives';
import { ReverseEntry, ShowLedgerEntry } from '@flywheel/settle';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { useTestDatabase } from '../../stack/database.ts';

const server = useTestDatabase();
let database: Database;
beforeAll(() => {
  database = new Database({ url: server.url, poolSize: 5 });
});
afterAll(() => database.close());

const now = Date.UTC(2026, 4, 3, 12);
const random = seededRandom('reversals');
const account = newId('acc', now, random);
const request = (entry: Id<'ent'>, reason = 'booked twice') => ({ entry, reason, now, actor: 'usr_1' });

it('a wrong top-up is reversed once, each entry links to the other, and what is spent or held elsewhere is refused', async () => {
  const same = { account, currency: 'USD', at: now, actor: 'usr_1' };
  const post = (entry: Parameters<typeof postEntry>[1]) => database.inTransaction((tx) => postEntry(tx, entry));
  const { entry: wrong } = await post(topUp({ ...same, pspEvent: 'e1', amountMicros: micros(500) }));
  const { entry: right } = await post(topUp({ ...same, pspEvent: 'e2', amountMicros: micros(300) }));
  const flow = new ReverseEntry(database);
  const answers = await Promise.all([flow.run(request(wrong)), flow.run(request(wrong)), flow.run(request(wrong, 'another reason'))]);
  expect(answers.filter((each) => each.outcome === 'posted')).toHaveLength(1);
  expect(await readCreditBalance(database.read, `2010:${account}`, 'USD')).toBe(300n);

  const shown = await new ShowLedgerEntry(database).run({ entry: wrong });
  expect(shown?.related.map((each) => each.kind)).toEqual(['reversal']);
  const back = await new ShowLedgerEntry(database).run({ entry: shown?.related[0]?.entry as Id<'ent'> });
  expect(back?.entry).toMatchObject({ kind: 'reversal', relatesTo: wrong, actor: 'usr_1' });
  const { rows } = await database.read.query(`SELECT subject FROM audit_event WHERE action = 'ledger.reverse'`);
  expect(rows).toEqual([{ subject: wrong }]);

  const held = await post(hold({ ...same, campaign: newId('cmp', now, random), ref: '1', amountMicros: micros(300) }));
  expect(await flow.run(request(held.entry))).toEqual({ outcome: 'refused', reason: 'kept-elsewhere' });
  // The account's credit was given back by it: an undone payment would leave room that nobody paid for.
  const paid = await post(invoicePayment({ ...same, payment: 'w1', cash: '1020', amountMicros: micros(300) }));
  expect(await flow.run(request(paid.entry))).toEqual({ outcome: 'refused', reason: 'kept-elsewhere' });
  expect(await flow.run(request(right))).toEqual({ outcome: 'refused', reason: 'spent' });
  expect(await flow.run(request(newId('ent', now, random)))).toEqual({ outcome: 'refused', reason: 'unknown-entry' });
});
