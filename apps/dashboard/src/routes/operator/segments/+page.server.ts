import type { SegmentOverview } from '@flywheel/http/segment-overview';
import { apiFor } from '#lib/server/api.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  await event.parent();
  return { title: 'Segments', overview: await apiFor(event).get<SegmentOverview>('/v1/segments/overview') };
};
