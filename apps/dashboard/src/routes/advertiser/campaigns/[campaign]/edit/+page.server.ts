import { error, fail, redirect } from '@sveltejs/kit';
import { campaignDocument, type CampaignDetail } from '@flywheel/http/campaigns';
import type { SegmentList } from '@flywheel/http/segments';
import { describeTargeting } from '#lib/campaigns/describe-targeting.ts';
import { fieldsOf, isPlainTargeting } from '#lib/campaigns/campaign-fields.ts';
import { apiFor } from '#lib/server/api.ts';
import { campaignChoices, checkedCampaign, previewedCampaign, readCampaign, refusedCampaign } from '#lib/server/campaign-form.ts';
import { accountScope } from '#lib/server/page-scope.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
  await event.parent();
  const scope = accountScope(event);
  const api = apiFor(event);
  const campaign = await savedCampaign(event);
  const segments = await api.get<SegmentList>('/v1/segments');
  const nodes = new Map(segments.ok ? segments.value.segments.map((each) => [each.segment, each.node]) : []);
  const saved = fieldsOf(campaign.document);
  const initial = { ...saved, segments: saved.segments.map((each) => nodes.get(each) ?? each) };
  const choices = await campaignChoices(api, scope.current, [...initial.segments, ...initial.audiences, ...initial.exclusions]);
  const [set] = campaign.document.adSets;
  const fixedAudience =
    set === undefined || isPlainTargeting(set.targeting)
      ? null
      : `${describeTargeting(set.targeting, choices.names)} This audience was written through the api and stays as it is.`;
  const ads = campaign.document.adSets.reduce((count, each) => count + each.ads.length, 0);
  return { title: `Edit ${campaign.name}`, scope, choices, initial, campaign, fixedAudience, ads };
};

async function savedCampaign(event: Pick<RequestEvent, 'params' | 'request' | 'locals' | 'cookies'>): Promise<CampaignDetail> {
  const answer = await apiFor(event).get<CampaignDetail>(`/v1/campaigns/${encodeURIComponent(event.params.campaign)}`);
  if (answer.ok) return answer.value;
  error(answer.refusal.status || 503, { message: answer.refusal.title });
}

async function read(event: RequestEvent) {
  const form = await event.request.formData();
  const campaign = await savedCampaign(event);
  return readCampaign(form, campaignDocument.parse(campaign.document));
}

export const actions: Actions = {
  check: async (event) => {
    const answer = await read(event);
    return answer.ready ? checkedCampaign(apiFor(event), accountScope(event).current.id, answer.fields) : fail(422, answer.said);
  },
  preview: async (event) => {
    const answer = await read(event);
    if (!answer.ready) return fail(422, answer.said);
    const { id, document } = await savedCampaign(event);
    const edited = { document: campaignDocument.parse(answer.document), fields: answer.fields };
    const said = await previewedCampaign(apiFor(event), { id, document: campaignDocument.parse(document) }, edited);
    return said.preview ? said : fail(422, said);
  },
  save: async (event) => {
    const answer = await read(event);
    if (!answer.ready) return fail(422, answer.said);
    const { campaign } = event.params;
    const saved = await apiFor(event).send<CampaignDetail>('PUT', `/v1/campaigns/${campaign}`, answer.document);
    if (!saved.ok) return fail(saved.refusal.status || 503, refusedCampaign(saved.refusal, answer.fields));
    redirect(303, `/advertiser/campaigns/${campaign}`);
  },
};
