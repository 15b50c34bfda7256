import { randomUUID } from 'node:crypto';
import { fail } from '@sveltejs/kit';
import type { Account, AccountList, PaymentList } from '@flywheel/http/accounts';
import type { ReversalAnswer } from '@flywheel/http/ledger';
import type { PromoList } from '@flywheel/http/promos';
import { formatMoney } from '#lib/format/money.ts';
import { valueOf, type Answer } from '#lib/api/answer.ts';
import { parseAmount } from '#lib/format/parse-amount.ts';
import { apiFor } from '#lib/server/api.ts';
import { readFields } from '#lib/server/fields.ts';
import { grantPromo } from '#lib/server/grant-promo.ts';
import type { Actions, PageServerLoad } from './$types';

/** A limit this large needs another look: a slip of the decimal point. */
const mostMicros = 1_000_000_000_000n;

export const load: PageServerLoad = async (event) => {
  const api = apiFor(event);
  const [accounts, promos] = await Promise.all([api.get<AccountList>('/v1/accounts'), api.get<PromoList>('/v1/promos')]);
  const items = valueOf(accounts)?.items ?? [];
  const asked = items.find(({ id }) => id === event.url.searchParams.get('account'));
  const shown = (asked ?? items.find(({ credit }) => credit !== null) ?? items[0])?.id ?? null;
  const payments: Answer<PaymentList> | null = shown === null ? null : await api.get<PaymentList>(`/v1/accounts/${shown}/payments`);
  return { title: 'Credit', accounts, promos, grant: randomUUID(), shown, payments };
};

export const actions: Actions = {
  promo: grantPromo,
  limit: async (event) => {
    const typed = readFields(await event.request.formData(), ['account', 'limit']);
    const limit = parseAmount(typed.limit);
    if (limit === undefined || limit > mostMicros)
      return fail(422, { limit: { ...typed, problem: 'Write a limit from 0 to 1,000,000, such as 5000', said: null } });
    const path = `/v1/accounts/${encodeURIComponent(typed.account)}/credit`;
    const answer = await apiFor(event).send<Account>('PUT', path, { limitMicros: String(limit) });
    if (!answer.ok) {
      const { status, title, detail } = answer.refusal;
      return fail(status === 0 ? 503 : status, { limit: { ...typed, problem: detail ?? title, said: null } });
    }
    const { name, currency, credit } = answer.value;
    const committed = formatMoney(credit?.committedMicros ?? '0', currency);
    const said =
      limit === 0n
        ? `${name} has no credit any more; ${committed} are already committed. Its new campaigns are prepaid.`
        : `${name} may owe ${formatMoney(limit, currency)}; ${committed} of that are already committed.`;
    return { limit: { account: typed.account, limit: '', problem: null, said } };
  },
  takeBack: async (event) => {
    const { account, payment, reason } = readFields(await event.request.formData(), ['account', 'payment', 'reason']);
    const path = `/v1/accounts/${encodeURIComponent(account)}/payments/${encodeURIComponent(payment)}/reversal`;
    const answer = await apiFor(event).send<ReversalAnswer>('POST', path, { reason });
    if (!answer.ok) {
      const { status, title, detail } = answer.refusal;
      return fail(status === 0 ? 503 : status, { back: { payment, reason, wrong: detail ?? title, taken: null } });
    }
    const taken = answer.value.outcome === 'posted' ? 'The payment is taken back.' : 'The payment was taken back before, for this reason.';
    return { back: { payment: '', reason: '', wrong: null, taken } };
  },
};
