import type { Account } from '@flywheel/http/accounts';
import type { PromoList, PromoResponse } from '@flywheel/http/promos';
import { beforeAll, expect, it } from 'vitest';
import { callerOf } from '../access/call-as.ts';
import { createCallers, insertOwner, type Owned } from '../access/two-owners.ts';
import { useRunningApi } from '../../stack/running-api.ts';

const api = useRunningApi();
let [own, other]: Owned[] = [];
let call: ReturnType<typeof callerOf>;
beforeAll(async () => {
  [own, other] = [await insertOwner(api.database, 'Books'), await insertOwner(api.database, 'Boots')];
  call = callerOf(api.url, await createCallers(api.database, api.url, own));
}, 60_000);

const dayMs = 86_400_000;
const ends = new Date(Date.now() + 7 * dayMs).toISOString();
const spring = { grant: 'spring', amountMicros: '30000000', reason: 'welcome credit', expiresAt: ends };
const promo = (of: Owned | undefined) => `/v1/accounts/${of?.account}/promo`;

it('a grant is given once however often it is sent, shown apart from cash, and its name is never used for another', async () => {
  const sent = await Promise.all([1, 2, 3, 4].map(() => call<PromoResponse>('finance.approver', 'POST', promo(own), spring)));
  expect(sent.map((each) => each.status)).toEqual([200, 200, 200, 200]);
  expect(sent.map((each) => each.body.outcome).sort()).toEqual(['duplicate', 'duplicate', 'duplicate', 'posted']);
  expect(new Set(sent.map((each) => each.body.grant.entry)).size).toBe(1);
  const given = { grant: 'spring', account: own?.account, grantedMicros: '30000000', leftMicros: '30000000', takenBackMicros: '0' };
  expect(sent[0]?.body.grant).toMatchObject({ ...given, expiresAt: ends, reason: 'welcome credit' });

  const again = (change: object, to = own) => call('finance.approver', 'POST', promo(to), { ...spring, ...change });
  for (const answer of [await again({ amountMicros: '1' }), await again({ reason: 'another' }), await again({}, other)])
    expect(answer).toMatchObject({ status: 409, body: { code: 'conflict', field: 'grant' } });
  const over = { grant: 'late', expiresAt: new Date(Date.now() - 1000).toISOString() };
  expect(await again(over)).toMatchObject({ status: 422, body: { field: 'expiresAt' } });
  expect(await again({ grant: 'a:b' })).toMatchObject({ status: 422, body: { field: 'grant' } });
  expect(await again({}, other && { ...other, account: 'acc_00000000000000000000000000000000' })).toMatchObject({ status: 404 });

  const seen = await call<PromoList>('advertiser.billing', 'GET', promo(own));
  expect(seen.body.items).toMatchObject([given]);
  expect((await call<Account>('advertiser.billing', 'GET', `/v1/accounts/${own?.account}`)).body.balanceMicros).toBe('0');
  expect((await call('advertiser.billing', 'GET', promo(other))).status).toBe(404);
  expect((await call('finance.preparer', 'POST', promo(own), { ...spring, grant: 'x' })).status).toBe(403);
  expect((await call<PromoList>('finance.preparer', 'GET', '/v1/promos')).body.items).toMatchObject([given]);
});

it('a grant that was reversed has nothing left, and says what was taken back', async () => {
  const wrong = { ...spring, grant: 'wrong', amountMicros: '5000000' };
  const { entry } = (await call<PromoResponse>('finance.approver', 'POST', promo(other), wrong)).body.grant;
  const reversal = { reason: 'meant for another account' };
  expect((await call('finance.approver', 'POST', `/v1/ledger/entries/${entry}/reversal`, reversal)).status).toBe(200);
  const { items } = (await call<PromoList>('finance.preparer', 'GET', promo(other))).body;
  expect(items).toMatchObject([{ grant: 'wrong', leftMicros: '0', takenBackMicros: '5000000' }]);
});
