import { fail, type RequestEvent } from '@sveltejs/kit';
import type { PromoResponse } from '@flywheel/http/promos';
import { endText } from '#lib/credit/promo-table.ts';
import { formatMoney } from '#lib/format/money.ts';
import { parseAmount } from '#lib/format/parse-amount.ts';
import { apiFor } from './api.ts';
import { readFields } from './fields.ts';

/** A grant this large needs another look: a slip of the decimal point. */
const mostMicros = 100_000_000_000n;
const dayMs = 86_400_000;

/** The form that gives promotional credit: problems by field, or what was given. The last day counts wholly, in UTC. */
export async function grantPromo(event: RequestEvent) {
  const typed = readFields(await event.request.formData(), ['grant', 'account', 'amount', 'lastDay', 'reason']);
  const [amount, day] = [parseAmount(typed.amount), Date.parse(`${typed.lastDay}T00:00:00Z`)];
  const fields: Record<string, string> = {
    ...((amount === undefined || amount <= 0n || amount > mostMicros) && { amount: 'Write an amount from 0.01 to 100,000, such as 250' }),
    ...(Number.isNaN(day) && { lastDay: 'Choose the last day on which it can be used' }),
    ...(typed.reason.length < 3 && { reason: 'Say why, in at least 3 letters' }),
  };
  if (Object.keys(fields).length > 0) return fail(422, { promo: { typed, fields, said: null } });
  const { grant, reason } = typed;
  const body = { grant, amountMicros: String(amount), reason, expiresAt: new Date(day + dayMs).toISOString() };
  const answer = await apiFor(event).send<PromoResponse>('POST', `/v1/accounts/${encodeURIComponent(typed.account)}/promo`, body);
  if (!answer.ok) {
    const { status, title, detail, field } = answer.refusal;
    const at = field === 'expiresAt' ? 'lastDay' : field === 'reason' ? 'reason' : 'amount';
    return fail(status === 0 ? 503 : status, { promo: { typed, fields: { [at]: detail ?? title }, said: null } });
  }
  const { outcome, grant: given } = answer.value;
  const money = `${formatMoney(given.grantedMicros, given.currency)} of promotional credit`;
  const until = given.expiresAt === null ? '' : `, until ${endText(given.expiresAt)} (UTC)`;
  const said = outcome === 'posted' ? `${money} given${until}.` : `This grant was given before: ${money}${until}.`;
  return { promo: { typed: { ...typed, amount: '', lastDay: '', reason: '' }, fields: {} as Record<string, string>, said } };
}
