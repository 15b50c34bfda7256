import { fail } from '@sveltejs/kit';
import { reviewDecision, reviewQuery, type ReviewQueue, type ReviewResponse } from '@flywheel/http/reviews';
import { apiFor } from '#lib/server/api.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  await event.parent();
  const asked = reviewQuery.safeParse({ state: event.url.searchParams.get('state') ?? undefined });
  const state = asked.success ? asked.data.state : 'pending';
  const queue = await apiFor(event).get<ReviewQueue>(`/v1/reviews/creatives?state=${state}`);
  return { title: 'Creative review', queue, state };
};

export const actions: Actions = {
  decide: async (event) => {
    const form = await event.request.formData();
    const creative = String(form.get('creative') ?? '');
    const headline = String(form.get('headline') ?? '');
    const reason = String(form.get('reason') ?? '').trim();
    const parsed = reviewDecision.safeParse({ decision: form.get('decision'), ...(reason !== '' && { reason }) });
    if (!parsed.success || !/^crv_[0-9a-f]{32}$/.test(creative)) {
      return fail(422, { creative, reason, problem: 'Say why: the advertiser reads it and can mend the creative.', said: null });
    }
    const answer = await apiFor(event).send<ReviewResponse>('POST', `/v1/reviews/creatives/${creative}`, parsed.data);
    if (!answer.ok)
      return fail(answer.refusal.status || 503, { creative, reason, problem: answer.refusal.detail ?? answer.refusal.title, said: null });
    const said = answer.value.outcome === 'approved' ? `Approved: ${headline}. It may serve at once.` : `Rejected: ${headline}.`;
    return { creative, reason: '', problem: null, said };
  },
};
