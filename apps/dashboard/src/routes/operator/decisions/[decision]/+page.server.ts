import { error } from '@sveltejs/kit';
import type { ExplainedDecision, WhyThisAd } from '@flywheel/http/decisions';
import { apiFor } from '#lib/server/api.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  await event.parent();
  const api = apiFor(event);
  const path = `/v1/decisions/${encodeURIComponent(event.params.decision)}/explain`;
  const [explained, viewer] = await Promise.all([api.get<ExplainedDecision>(path), api.get<WhyThisAd>(`${path}?form=viewer`)]);
  if (explained.ok) return { title: 'One decision', decision: explained.value, viewer };
  const { status, title, requestId } = explained.refusal;
  const message =
    status === 404 ? 'There is no such decision: its record is written a moment after the answer, and kept for a limited time.' : title;
  error(status || 503, { message, ...(requestId && { requestId }) });
};
