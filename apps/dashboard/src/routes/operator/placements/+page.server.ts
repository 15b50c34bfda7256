import type { PlacementList } from '@flywheel/http/placements';
import { apiFor } from '#lib/server/api.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  await event.parent();
  const list = await apiFor(event).get<PlacementList>('/v1/placements');
  return { title: 'Placements', list, saved: event.url.searchParams.get('saved') };
};
