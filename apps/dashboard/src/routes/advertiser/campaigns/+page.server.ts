import type { CampaignList } from '@flywheel/http/campaigns';
import { readGroup } from '#lib/campaigns/status-look.ts';
import { changeStatus } from '#lib/server/change-status.ts';
import { apiFor } from '#lib/server/api.ts';
import { askPage } from '#lib/server/ask.ts';
import { pageRange } from '#lib/server/page-range.ts';
import { accountScope } from '#lib/server/page-scope.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { world } = await event.parent();
  const range = pageRange(event, world);
  const scope = accountScope(event);
  const api = apiFor(event);
  const [answer, campaigns] = await Promise.all([
    askPage(api, range, { account: scope.current.id }, [
      { id: 'campaigns', report: 'advertiser-performance', by: 'campaign', sort: '-spend' },
    ]),
    api.get<CampaignList>(`/v1/accounts/${scope.current.id}/campaigns`),
  ]);
  return { title: 'Campaigns', range, scope, answer, campaigns, group: readGroup(event.url.searchParams.get('status')) };
};

export const actions: Actions = { status: changeStatus };
