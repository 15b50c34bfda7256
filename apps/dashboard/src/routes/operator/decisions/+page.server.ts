import { redirect } from '@sveltejs/kit';
import { recentQuery, type RecentDecisions } from '@flywheel/http/explanations';
import { apiFor } from '#lib/server/api.ts';
import type { PageServerLoad } from './$types';

const shown = 50;

export const load: PageServerLoad = async (event) => {
  await event.parent();
  const sought = event.url.searchParams.get('decision')?.trim() ?? '';
  if (/^dec_[0-9a-f]{32}$/.test(sought)) redirect(303, `/operator/decisions/${sought}`);
  const asked = recentQuery.safeParse({ limit: event.url.searchParams.get('limit') ?? undefined });
  const limit = asked.success && event.url.searchParams.has('limit') ? asked.data.limit : shown;
  const recent = await apiFor(event).get<RecentDecisions>(`/v1/decisions/recent?limit=${limit}`);
  return { title: 'Decisions', recent, sought, limit };
};
