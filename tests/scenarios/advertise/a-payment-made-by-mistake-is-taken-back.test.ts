import { SetCredit } from '@flywheel/advertise';
import { postEntry } from '@flywheel/database/ledger';
import type { Account, Payment, PaymentList, TopUpResponse } from '@flywheel/http/accounts';
import type { ReversalAnswer } from '@flywheel/http/ledger';
import type { Problem } from '@flywheel/http/problems';
import { batchEntry, hold } from '@flywheel/ledger';
import { micros, toRowId, utcMinute, type Id } from '@flywheel/primitives';
import { beforeAll, describe, expect, it } from 'vitest';
import { useRunningApi } from '../../stack/running-api.ts';
import { createCallers, insertOwner, type Owned } from '../access/two-owners.ts';

const api = useRunningApi();
const limit = 100_000_000n;
let own: Owned;
let callers: Map<string, Record<string, string>>;
beforeAll(async () => {
  own = await insertOwner(api.database, 'ours');
  callers = new Map((await createCallers(api.database, api.url, own)).map(({ name, headers }) => [name, headers]));
  await owe(limit);
});

/** The account used all of its credit, and a sealed batch says so. */
async function owe(amount: bigint): Promise<void> {
  const [account, campaign] = [own.account as Id<'acc'>, own.campaign as Id<'cmp'>];
  const now = api.database.clock.now();
  await new SetCredit(api.database).run({ account, limitMicros: micros(amount), now, actor: 'system' });
  await api.database.inTransaction(async (tx) => {
    const paid = { currency: 'USD', amountMicros: micros(amount), funding: { postpaid: account } };
    const of = { bucket: utcMinute(now), campaign, gen: 0, creators: [], ruleVersion: 1, sha256: 'aa', rows: 1 };
    await postEntry(tx, batchEntry({ ...of, ...paid }));
    await tx.query(`UPDATE budget SET leased_micros = $2 WHERE campaign_id = $1 AND time_window = 'credit'`, [toRowId(account), amount]);
  });
}

async function call<T>(as: string, method: 'GET' | 'POST', path: string, body?: object): Promise<{ status: number; body: T }> {
  const sent = body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  const response = await fetch(`${api.url}/v1/accounts/${own.account}${path}`, {
    method,
    ...sent,
    headers: { ...sent?.headers, ...callers.get(as) },
  });
  return { status: response.status, body: (await response.json()) as T };
}

const pay = async (way: 'top-ups' | 'payments', pspEvent: string, amount: bigint): Promise<Id<'ent'>> => {
  const { status, body } = await call<TopUpResponse>('advertiser.billing', 'POST', `/${way}`, { amountMicros: String(amount), pspEvent });
  expect([status, body.outcome]).toEqual([200, 'posted']);
  return body.entry as Id<'ent'>;
};
const back = (payment: string, reason = 'recorded twice', as = 'finance.approver') =>
  call<ReversalAnswer & Problem>(as, 'POST', `/payments/${payment}/reversal`, { reason });
const account = async () => (await call<Account>('finance.viewer', 'GET', '')).body;
const payments = async (): Promise<Payment[]> => (await call<PaymentList>('finance.viewer', 'GET', '/payments')).body.items;

describe('a payment that was recorded by mistake', () => {
  it('ahead, is taken back once by two at once; the money is gone and the list says why', async () => {
    const payment = await pay('top-ups', 'psp-1', 50_000_000n);
    expect(await account()).toMatchObject({ balanceMicros: '50000000' });
    const answers = await Promise.all([back(payment), back(payment)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers.map(({ body }) => body.outcome).sort()).toEqual(['posted', 'replayed']);
    expect(answers[0]?.body.entry).toBe(answers[1]?.body.entry);
    expect(await account()).toMatchObject({ balanceMicros: '0' });
    expect(await payments()).toMatchObject([
      { entry: payment, kind: 'top-up', reference: 'psp-1', amountMicros: '50000000', takenBack: { reason: 'recorded twice' } },
    ]);
    const { rows } = await api.database.read.query<{ subject: string; reason: string }>(
      `SELECT subject, detail ->> 'reason' AS reason FROM audit_event WHERE action = 'account.payment-taken-back'`,
    );
    expect(rows).toEqual([{ subject: own.account, reason: 'recorded twice' }]);
  });

  it('of what was owed, takes the room in the credit again, and is owed again', async () => {
    const owed = (await account()).credit;
    const payment = await pay('payments', 'wire-1', 30_000_000n);
    expect((await account()).credit).toMatchObject({ committedMicros: '70000000', owedMicros: '70000000' });
    const answers = await Promise.all([back(payment, 'not ours'), back(payment, 'not theirs either')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.detail).toContain('taken back before');
    expect((await account()).credit).toEqual(owed);
  });

  it('is left alone where the money is set aside or the room is used, with the way out', async () => {
    const [ahead, owed] = [await pay('top-ups', 'psp-2', 10_000_000n), await pay('payments', 'wire-2', 40_000_000n)];
    await api.database.inTransaction(async (tx) => {
      const money = { account: own.account as Id<'acc'>, currency: 'USD', amountMicros: micros(1n), actor: 'system' };
      await postEntry(tx, hold({ ...money, campaign: own.campaign as Id<'cmp'>, ref: 'story', at: api.database.clock.now() }));
      await tx.query(`UPDATE budget SET leased_micros = leased_micros + 1 WHERE campaign_id = $1 AND time_window = 'credit'`, [
        toRowId(own.account as Id<'acc'>),
      ]);
    });
    const before = await account();
    for (const [payment, word] of [
      [ahead, 'pause campaigns'],
      [owed, 'raise the limit'],
    ] as const) {
      const { status, body } = await back(payment);
      expect([status, body.code]).toEqual([409, 'conflict']);
      expect(body.detail).toContain(word);
    }
    expect(await account()).toEqual(before);
    await new SetCredit(api.database).run({
      ...{ account: own.account as Id<'acc'>, limitMicros: micros(limit + 1n), now: api.database.clock.now(), actor: 'system' },
    });
    expect((await back(owed)).body.outcome).toBe('posted');
    expect((await payments()).filter(({ takenBack }) => takenBack === null).map(({ reference }) => reference)).toEqual(['psp-2']);
  });

  it('is taken back by an approver, for a reason, on its own account, and nothing else is', async () => {
    const payment = await pay('top-ups', 'psp-3', 5_000_000n);
    expect((await back(payment, 'mine', 'advertiser.billing')).status).toBe(403);
    expect((await back(payment, 'mine', 'finance.preparer')).status).toBe(403);
    expect((await back(payment, '')).status).toBe(422);
    const { rows } = await api.database.read.query<{ entry: string }>(
      `SELECT wire_id('ent', entry_id) AS entry FROM books.entry WHERE kind = 'hold'`,
    );
    expect((await back(rows[0]?.entry ?? '')).status).toBe(404);
    const other = await insertOwner(api.database, 'theirs');
    const response = await fetch(`${api.url}/v1/accounts/${other.account}/payments/${payment}/reversal`, {
      method: 'POST',
      body: JSON.stringify({ reason: 'not here' }),
      headers: { 'content-type': 'application/json', ...callers.get('finance.approver') },
    });
    expect(response.status).toBe(404);
  });
});
