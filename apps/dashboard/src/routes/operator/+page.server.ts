import type { EffectsView } from '@flywheel/http/effects';
import type { IngestStatus } from '@flywheel/http/events';
import { apiFor } from '#lib/server/api.ts';
import { askPage } from '#lib/server/ask.ts';
import { pageRange } from '#lib/server/page-range.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { world } = await event.parent();
  const range = pageRange(event, world, 'none');
  const api = apiFor(event);
  const [answer, status, effects] = await Promise.all([
    askPage(api, range, {}, [
      { id: 'days', report: 'ingest-by-day', by: 'day' },
      { id: 'sources', report: 'ingest-by-day', by: 'source' },
    ]),
    api.get<IngestStatus>('/v1/ingest/status'),
    api.get<EffectsView>('/v1/effects'),
  ]);
  return { title: 'Ingest health', range, answer, status, effects, source: event.url.searchParams.get('source') };
};
