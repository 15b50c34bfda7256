import type { ContentTopics } from '@flywheel/http/content-topics';
import { apiFor } from '#lib/server/api.ts';
import { askPage } from '#lib/server/ask.ts';
import { pageRange } from '#lib/server/page-range.ts';
import { creatorScope } from '#lib/server/page-scope.ts';
import type { PageServerLoad } from './$types';

const sorts = ['views', 'reach', 'engagements', 'watch_time_ms', 'earnings'];
const most = 200;

export const load: PageServerLoad = async (event) => {
  const { world } = await event.parent();
  const range = pageRange(event, world);
  const scope = creatorScope(event);
  const sort = sorts.find((each) => each === event.url.searchParams.get('sort')) ?? 'views';
  const api = apiFor(event);
  const [answer, topics] = await Promise.all([
    askPage(api, range, { creator: scope.current.id }, [
      { id: 'content', report: 'creator-content', by: 'content', sort: `-${sort}`, limit: most },
    ]),
    api.get<ContentTopics>(`/v1/creators/${scope.current.id}/content-topics`),
  ]);
  return { title: 'Content', range, scope, answer, topics, sort, sorts };
};
