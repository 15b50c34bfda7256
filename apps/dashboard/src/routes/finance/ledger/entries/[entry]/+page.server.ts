import { error, fail, redirect } from '@sveltejs/kit';
import type { LedgerEntryDetail, ReversalAnswer } from '@flywheel/http/ledger';
import { apiFor } from '#lib/server/api.ts';
import { readFields } from '#lib/server/fields.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const answer = await apiFor(event).get<LedgerEntryDetail>(`/v1/ledger/entries/${encodeURIComponent(event.params.entry)}`);
  if (!answer.ok && answer.refusal.status === 404) error(404, { message: 'There is no such ledger entry.' });
  return { title: 'Ledger entry', answer };
};

export const actions: Actions = {
  reverse: async (event) => {
    const { reason } = readFields(await event.request.formData(), ['reason']);
    if (reason.length < 3) return fail(422, { reason, problem: 'Say why, in at least 3 letters' });
    const path = `/v1/ledger/entries/${encodeURIComponent(event.params.entry)}/reversal`;
    const answer = await apiFor(event).send<ReversalAnswer>('POST', path, { reason });
    if (!answer.ok) {
      const { status, title, detail } = answer.refusal;
      return fail(status === 0 ? 503 : status, { reason, problem: detail ?? title });
    }
    redirect(303, `/finance/ledger/entries/${answer.value.entry}`);
  },
};
