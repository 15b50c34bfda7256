import type { Account } from '@flywheel/http/accounts';
import type { CampaignList } from '@flywheel/http/campaigns';
import { apiFor } from '#lib/server/api.ts';
import { askPage } from '#lib/server/ask.ts';
import { pageRange } from '#lib/server/page-range.ts';
import { accountScope } from '#lib/server/page-scope.ts';
import type { PageServerLoad } from './$types';

const homeRows = 8;

export const load: PageServerLoad = async (event) => {
  const { world } = await event.parent();
  const range = pageRange(event, world);
  const scope = accountScope(event);
  const api = apiFor(event);
  const [answer, campaigns, account] = await Promise.all([
    askPage(api, range, { account: scope.current.id }, [
      { id: 'days', report: 'advertiser-home', by: 'day' },
      { id: 'campaigns', report: 'advertiser-home', by: 'campaign', sort: '-spend', limit: homeRows },
    ]),
    api.get<CampaignList>(`/v1/accounts/${scope.current.id}/campaigns`),
    api.get<Account>(`/v1/accounts/${scope.current.id}`),
  ]);
  return { title: 'Home', range, scope, answer, campaigns, account };
};
