import { error } from '@sveltejs/kit';
import type { ImpressionTrace } from '@flywheel/http/traces';
import { apiFor } from '#lib/server/api.ts';
import { eyesQuery, readTrace } from '#lib/trace/trace-address.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const address = readTrace(event.url.searchParams);
  const path = `/v1/trace/impressions/${encodeURIComponent(event.params.impression)}`;
  const trace = await apiFor(event).get<ImpressionTrace>(`${path}?${eyesQuery(address)}`);
  if (!trace.ok && trace.refusal.status === 404) error(404, { message: 'There is no such impression, or it is not yours.' });
  return { title: 'Impression', address, trace, impression: event.params.impression };
};
