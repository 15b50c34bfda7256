import { apiFor } from '#lib/server/api.ts';
import { askPage } from '#lib/server/ask.ts';
import { pageRange } from '#lib/server/page-range.ts';
import { creatorScope } from '#lib/server/page-scope.ts';
import type { PageServerLoad } from './$types';

const most = 50;

export const load: PageServerLoad = async (event) => {
  const { world } = await event.parent();
  const range = pageRange(event, world);
  const scope = creatorScope(event);
  const answer = await askPage(apiFor(event), range, { creator: scope.current.id }, [
    { id: 'country', report: 'creator-audience', by: 'country', sort: '-people', limit: most },
    { id: 'device', report: 'creator-audience', by: 'device', sort: '-people', limit: most },
    { id: 'interest', report: 'creator-audience', by: 'interest', sort: '-people', limit: most },
    { id: 'days', report: 'creator-overview', by: 'day', metrics: ['reach', 'followers_gained', 'engagement_rate_reach'] },
  ]);
  return { title: 'Audience', range, scope, answer };
};
