import { fail } from '@sveltejs/kit';
import { periodParameter, type CloseAnswer, type PeriodList, type ReinvestmentAnswer, type ReinvestmentList } from '@flywheel/http/periods';
import { apiFor } from '#lib/server/api.ts';
import { askPage } from '#lib/server/ask.ts';
import { readFields } from '#lib/server/fields.ts';
import { pageRange } from '#lib/server/page-range.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { world } = await event.parent();
  const range = pageRange(event, world, 'none');
  const api = apiFor(event);
  const [answer, periods, reinvestments] = await Promise.all([
    askPage(api, range, {}, [
      { id: 'flows', report: 'flywheel', by: 'flow' },
      { id: 'totals', report: 'revenue-by-day', by: 'month' },
    ]),
    api.get<PeriodList>('/v1/periods'),
    api.get<ReinvestmentList>('/v1/reinvestments'),
  ]);
  return { title: 'Flywheel', range, answer, periods, reinvestments };
};

/** What a month's action came to, for the page to say. */
type Said = { readonly period: string; readonly message: string; readonly findings: readonly string[]; readonly done: boolean };
const said = (period: string, message: string, findings: readonly string[] = [], done = false): Said => ({
  period,
  message,
  findings,
  done,
});

function readConfirmation(form: FormData): { period: string } | { problem: Said } {
  const { period, confirmation } = readFields(form, ['period', 'confirmation']);
  if (!periodParameter.safeParse(period).success) return { problem: said(period, 'There is no such month.') };
  return confirmation === period ? { period } : { problem: said(period, `Nothing was done: type ${period} to confirm.`) };
}

const reasons = {
  'period-open': 'the month is not closed yet',
  'nothing-to-allocate': 'there is no profit to reinvest',
  'beyond-retained': 'retained earnings do not cover the amount',
} as const;

export const actions: Actions = {
  close: async (event) => {
    const read = readConfirmation(await event.request.formData());
    if ('problem' in read) return fail(422, read.problem);
    const { period } = read;
    const answer = await apiFor(event).send<CloseAnswer>('POST', `/v1/periods/${period}/close`, {});
    if (!answer.ok) return fail(answer.refusal.status || 503, said(period, answer.refusal.detail ?? answer.refusal.title));
    const { outcome, findings } = answer.value;
    if (outcome === 'closed') return said(period, `${period} is closed.`, [], true);
    return fail(
      409,
      said(
        period,
        `${period} cannot be closed yet:`,
        findings.map((each) => each.detail),
      ),
    );
  },
  allocate: async (event) => {
    const read = readConfirmation(await event.request.formData());
    if ('problem' in read) return fail(422, read.problem);
    const { period } = read;
    const answer = await apiFor(event).send<ReinvestmentAnswer>('POST', `/v1/periods/${period}/reinvestment`, {});
    if (!answer.ok) return fail(answer.refusal.status || 503, said(period, answer.refusal.detail ?? answer.refusal.title));
    const { outcome, reason } = answer.value;
    if (outcome === 'refused')
      return fail(409, said(period, `Nothing was allocated: ${reason ? reasons[reason] : 'the service refused'}.`));
    return said(
      period,
      outcome === 'replayed'
        ? `${period} had been allocated before; nothing changed.`
        : `Part of ${period}'s profit is allocated to the funds.`,
      [],
      true,
    );
  },
};
