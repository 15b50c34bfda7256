import { apiFor } from '#lib/server/api.ts';
import { askPage } from '#lib/server/ask.ts';
import { pageRange } from '#lib/server/page-range.ts';
import { creatorScope } from '#lib/server/page-scope.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { world } = await event.parent();
  const range = pageRange(event, world);
  const scope = creatorScope(event);
  const answer = await askPage(apiFor(event), range, { creator: scope.current.id }, [
    { id: 'days', report: 'creator-overview', by: 'day' },
    { id: 'content', report: 'creator-content', by: 'content', sort: '-views', limit: 5 },
  ]);
  return { title: 'Overview', range, scope, answer };
};
