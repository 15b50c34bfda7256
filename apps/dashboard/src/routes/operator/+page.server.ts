import { fail } from '@sveltejs/kit';
import type { EffectsReplay, EffectsView } from '@flywheel/http/effects';
import type { IngestStatus } from '@flywheel/http/events';
import type { ReconciliationRuns } from '@flywheel/http/reconciliation';
import { apiFor } from '#lib/server/api.ts';
import { askPage } from '#lib/server/ask.ts';
import { pageRange } from '#lib/server/page-range.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { world } = await event.parent();
  const range = pageRange(event, world, 'none');
  const api = apiFor(event);
  const [answer, status, effects, checks] = await Promise.all([
    askPage(api, range, {}, [
      { id: 'days', report: 'ingest-by-day', by: 'day' },
      { id: 'sources', report: 'ingest-by-day', by: 'source' },
    ]),
    api.get<IngestStatus>('/v1/ingest/status'),
    api.get<EffectsView>('/v1/effects'),
    api.get<ReconciliationRuns>('/v1/reconciliation/runs?limit=1'),
  ]);
  return { title: 'Ingest health', range, answer, status, effects, checks, source: event.url.searchParams.get('source') };
};

export const actions: Actions = {
  replay: async (event) => {
    const answer = await apiFor(event).send<EffectsReplay>('POST', '/v1/effects/replay', {});
    if (answer.ok) return { refused: null, replayed: answer.value.replayed };
    return fail(answer.refusal.status || 503, { refused: answer.refusal.detail ?? answer.refusal.title, replayed: 0 });
  },
};
