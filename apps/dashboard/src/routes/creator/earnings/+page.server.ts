import type { CreatorStatement } from '@flywheel/http/statements';
import { apiFor } from '#lib/server/api.ts';
import { askPage } from '#lib/server/ask.ts';
import { pageRange } from '#lib/server/page-range.ts';
import { creatorScope } from '#lib/server/page-scope.ts';
import type { PageServerLoad } from './$types';

const most = 100;

export const load: PageServerLoad = async (event) => {
  const { world } = await event.parent();
  const range = pageRange(event, world);
  const scope = creatorScope(event);
  const api = apiFor(event);
  const [answer, statement] = await Promise.all([
    askPage(api, range, { creator: scope.current.id }, [
      { id: 'days', report: 'creator-earnings', by: 'day' },
      { id: 'content', report: 'creator-earnings', by: 'content', sort: '-earnings', limit: most },
    ]),
    api.get<CreatorStatement>(`/v1/creators/${scope.current.id}/statement`),
  ]);
  return { title: 'Earnings', range, scope, answer, statement };
};
