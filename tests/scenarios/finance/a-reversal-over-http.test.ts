import type { Account, TopUpResponse } from '@flywheel/http/accounts';
import type { LedgerEntryDetail, ReversalAnswer } from '@flywheel/http/ledger';
import { beforeAll, expect, it } from 'vitest';
import { callerOf } from '../access/call-as.ts';
import { createCallers, insertOwner, type Owned } from '../access/two-owners.ts';
import { useRunningApi } from '../../stack/running-api.ts';

const api = useRunningApi();
let owned: Owned;
let call: ReturnType<typeof callerOf>;
beforeAll(async () => {
  owned = await insertOwner(api.database, 'Books');
  call = callerOf(api.url, await createCallers(api.database, api.url, owned));
}, 60_000);

const account = () => `/v1/accounts/${owned.account}`;
const paidIn = async (pspEvent: string, amountMicros: string): Promise<string> =>
  (await call<TopUpResponse>('advertiser.billing', 'POST', `${account()}/top-ups`, { amountMicros, pspEvent })).body.entry;
const reverse = (entry: string, reason: string, as = 'finance.approver') =>
  call<ReversalAnswer>(as, 'POST', `/v1/ledger/entries/${entry}/reversal`, { reason });
const show = async (entry: string) => (await call<LedgerEntryDetail>('finance.preparer', 'GET', `/v1/ledger/entries/${entry}`)).body;
const balance = async () => (await call<Account>('finance.preparer', 'GET', account())).body.balanceMicros;

it('a reversal is the mirror of its entry, linked both ways, and the same one sent again moves nothing', async () => {
  const entry = await paidIn('e1', '7000000');
  expect((await reverse(entry, 'booked twice', 'finance.preparer')).status).toBe(403);
  expect((await reverse(entry, ' ')).status).toBe(422);
  expect(await balance()).toBe('7000000');
  const posted = await reverse(entry, 'booked twice');
  expect(posted).toMatchObject({ status: 200, body: { outcome: 'posted' } });
  expect(await balance()).toBe('0');
  const [wrong, mirror] = [await show(entry), await show(posted.body.entry)];
  expect(wrong.related).toEqual([{ entry: posted.body.entry, kind: 'reversal' }]);
  expect(mirror.entry).toMatchObject({ kind: 'reversal', relatesTo: entry, reason: 'booked twice' });
  expect(mirror.entry.postings.map(({ account: to, amountMicros }) => [to, -BigInt(amountMicros)])).toEqual(
    wrong.entry.postings.map(({ account: to, amountMicros }) => [to, BigInt(amountMicros)]),
  );
  expect(await reverse(entry, 'booked twice')).toEqual({ status: 200, body: { outcome: 'replayed', entry: posted.body.entry } });
  expect(await reverse(entry, 'for another reason')).toMatchObject({ status: 409, body: { code: 'conflict' } });
  expect(await balance()).toBe('0');
});

it('of two reversals at once exactly one wins and the other is told so, twenty times', async () => {
  for (let round = 0; round < 20; round += 1) {
    const entry = await paidIn(`race-${round}`, '1000000');
    const answers = await Promise.all([reverse(entry, 'found by Anna'), reverse(entry, 'found by Ben')]);
    expect(answers.map((each) => each.status).sort()).toEqual([200, 409]);
    expect((await show(entry)).related).toHaveLength(1);
  }
  expect(await balance()).toBe('0');
});
