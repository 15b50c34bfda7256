import { error } from '@sveltejs/kit';
import type { CampaignDetail, CampaignVersions } from '@flywheel/http/campaigns';
import type { CampaignDiagnosis } from '@flywheel/http/diagnosis';
import type { CampaignPacing } from '@flywheel/http/pacing';
import { mapAnswer } from '#lib/api/answer.ts';
import { changesBetween, factsOf, type Fact } from '#lib/campaigns/campaign-facts.ts';
import { countryName } from '#lib/campaigns/places.ts';
import { apiFor, type Api } from '#lib/server/api.ts';
import { askPage } from '#lib/server/ask.ts';
import { targetingNames } from '#lib/server/campaign-form.ts';
import { changePart, copyCampaign } from '#lib/server/change-part.ts';
import { changeStatus } from '#lib/server/change-status.ts';
import { pageRange } from '#lib/server/page-range.ts';
import { accountScope } from '#lib/server/page-scope.ts';
import type { Actions, PageServerLoad } from './$types';

const breakdowns = ['ad', 'placement', 'country', 'device'] as const;

export const load: PageServerLoad = async (event) => {
  const { world } = await event.parent();
  const range = pageRange(event, world);
  const scope = accountScope(event);
  const api = apiFor(event);
  const id = event.params.campaign;
  const campaign = await readCampaign(api, id);
  const [answer, versions, names, diagnosis, paced] = await Promise.all([
    askPage(api, range, { account: campaign.account, campaign: id }, [
      { id: 'days', report: 'campaign-detail', by: 'day' },
      ...breakdowns.map((by) => ({ id: by, report: 'campaign-detail' as const, by, sort: '-impressions' as const, limit: 50 })),
    ]),
    api.get<CampaignVersions>(`/v1/campaigns/${id}/versions`),
    targetingNames(api),
    api.get<CampaignDiagnosis>(`/v1/campaigns/${encodeURIComponent(id)}/diagnosis`),
    api.get<CampaignPacing>(`/v1/campaigns/${encodeURIComponent(id)}/pacing`),
  ]);
  const history = mapAnswer(versions, ({ items }) => {
    const several = items.some(({ document }) => document.adSets.length > 1);
    const oldestFirst = items
      .toSorted((a, b) => a.version - b.version)
      .map((each) => ({ each, facts: [...factsOf(each.document, campaign.currency, names, several), ...statusFact(each.status)] }));
    return oldestFirst
      .map(({ each, facts }, at) => {
        const before = oldestFirst[at - 1];
        const { version, savedAt, savedBy, sha256 } = each;
        return { version, savedAt, savedBy, sha256, changes: before ? changesBetween(before.facts, facts) : ['Created'] };
      })
      .toReversed();
  });
  const countries = answer.ok ? (answer.value.results.find((each) => each.id === 'country')?.rows ?? []) : [];
  const places = Object.fromEntries(countries.map((row) => [row.key, countryName(row.key)]));
  const facts = factsOf(campaign.document, campaign.currency, names);
  const pacing = paced.ok ? paced.value : undefined;
  return { title: campaign.name, range, scope, currency: campaign.currency, campaign, answer, history, facts, places, diagnosis, pacing };
};

/** The campaign's own status is no part of its document, but of its history. */
function statusFact(status: CampaignDetail['configuredStatus'] | null): readonly Fact[] {
  return status === null ? [] : [{ label: 'Status', text: status.charAt(0).toUpperCase() + status.slice(1) }];
}

async function readCampaign(api: Api, id: string): Promise<CampaignDetail> {
  const campaign = await api.get<CampaignDetail>(`/v1/campaigns/${encodeURIComponent(id)}`);
  if (campaign.ok) return campaign.value;
  const { status, title, requestId } = campaign.refusal;
  const message = status === 404 ? 'There is no such campaign, or it is another account’s.' : title;
  error(status === 404 ? 404 : status || 503, { message, ...(requestId && { requestId }) });
}

export const actions: Actions = { status: changeStatus, part: changePart, copy: copyCampaign };
