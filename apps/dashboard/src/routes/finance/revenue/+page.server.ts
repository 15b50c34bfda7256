import type { RevenueModeView } from '@flywheel/http/ledger';
import { apiFor } from '#lib/server/api.ts';
import { askPage } from '#lib/server/ask.ts';
import { pageRange } from '#lib/server/page-range.ts';
import { newestCheck } from '#lib/server/reconciliation.ts';
import type { PageServerLoad } from './$types';

const most = 20;

export const load: PageServerLoad = async (event) => {
  const { world } = await event.parent();
  const range = pageRange(event, world);
  const api = apiFor(event);
  const [answer, check, mode] = await Promise.all([
    askPage(api, range, {}, [
      { id: 'days', report: 'revenue-by-day', by: 'day' },
      { id: 'accounts', report: 'revenue-by-day', by: 'account', sort: '-billings', limit: most },
    ]),
    newestCheck(api),
    api.get<RevenueModeView>('/v1/ledger/revenue-mode'),
  ]);
  return { title: 'Revenue', range, answer, check, mode };
};
