import { error, fail, redirect } from '@sveltejs/kit';
import { communityName, type SegmentOverview } from '@flywheel/http/segment-overview';
import { communityHref } from '#lib/operator/segment-views.ts';
import { apiFor } from '#lib/server/api.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  await event.parent();
  const overview = await apiFor(event).get<SegmentOverview>('/v1/segments/overview');
  if (!overview.ok) error(overview.refusal.status || 503, { message: overview.refusal.title });
  const community = overview.value.communities.find(({ node }) => node === event.params.community);
  if (!community) error(404, { message: 'There is no such community, or it retired more than 30 days ago.' });
  const { minPeople } = overview.value;
  return { title: community.name, community, minPeople, done: event.url.searchParams.get('done') };
};

export const actions: Actions = {
  name: async (event) => {
    const form = await event.request.formData();
    const typed = String(form.get('name') ?? '');
    const parsed = communityName.safeParse({ name: typed });
    if (!parsed.success) return fail(422, { refused: parsed.error.issues[0]?.message ?? 'Write a name.', typed });
    const { community } = event.params;
    const answer = await apiFor(event).send<unknown>('PUT', `/v1/communities/${encodeURIComponent(community)}/name`, parsed.data);
    if (answer.ok) redirect(303, `${communityHref(community)}?done=name`);
    return fail(answer.refusal.status || 503, { refused: answer.refusal.detail ?? answer.refusal.title, typed });
  },
};
