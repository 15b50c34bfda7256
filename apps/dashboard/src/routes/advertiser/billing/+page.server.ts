import { randomUUID } from 'node:crypto';
import { fail } from '@sveltejs/kit';
import type { Account, TopUpResponse } from '@flywheel/http/accounts';
import type { CampaignList } from '@flywheel/http/campaigns';
import type { PromoList } from '@flywheel/http/promos';
import { formatMoney } from '#lib/format/money.ts';
import { parseAmount } from '#lib/format/parse-amount.ts';
import { apiFor } from '#lib/server/api.ts';
import { askPage } from '#lib/server/ask.ts';
import { pageRange } from '#lib/server/page-range.ts';
import { accountScope } from '#lib/server/page-scope.ts';
import type { Actions, PageServerLoad } from './$types';

/** Typing an amount this large needs another look: a slip of the decimal point. */
const mostMicros = 1_000_000_000_000n;

export const load: PageServerLoad = async (event) => {
  const { world } = await event.parent();
  const range = pageRange(event, world, 'none');
  const scope = accountScope(event);
  const api = apiFor(event);
  const [answer, account, campaigns, promos] = await Promise.all([
    askPage(api, range, { account: scope.current.id }, [
      { id: 'campaigns', report: 'advertiser-performance', by: 'campaign', metrics: ['spend', 'spend_estimated'], sort: '-spend' },
      { id: 'months', report: 'advertiser-performance', by: 'month', metrics: ['spend', 'spend_estimated'] },
    ]),
    api.get<Account>(`/v1/accounts/${scope.current.id}`),
    api.get<CampaignList>(`/v1/accounts/${scope.current.id}/campaigns`),
    api.get<PromoList>(`/v1/accounts/${scope.current.id}/promo`),
  ]);
  // Stands for the payment: the same form sent twice is the same payment.
  const payment = `form-${randomUUID()}`;
  return { title: 'Billing', range, scope, answer, account, campaigns, promos, payment };
};

export const actions: Actions = {
  topUp: async (event) => {
    const scope = accountScope(event);
    const form = await event.request.formData();
    const typed = String(form.get('amount') ?? '').trim();
    const amount = parseAmount(typed);
    if (amount === undefined || amount <= 0n || amount > mostMicros) {
      return fail(422, { typed, problem: 'Write an amount from 0.01 to 1,000,000, such as 250', said: null });
    }
    const body = { amountMicros: String(amount), pspEvent: String(form.get('payment') ?? '') };
    const answer = await apiFor(event).send<TopUpResponse>('POST', `/v1/accounts/${scope.current.id}/top-ups`, body);
    if (!answer.ok) {
      const { status, title, detail } = answer.refusal;
      return fail(status === 0 ? 503 : status, { typed, problem: detail ?? title, said: null });
    }
    const { account, outcome } = answer.value;
    const added = formatMoney(amount, account.currency);
    const balance = formatMoney(account.balanceMicros, account.currency);
    const said =
      outcome === 'posted' ? `${added} added. Free to use now: ${balance}.` : `This payment was booked before. Free to use: ${balance}.`;
    return { typed: '', problem: null, said };
  },
};
