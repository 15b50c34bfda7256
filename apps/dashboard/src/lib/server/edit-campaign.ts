import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { campaignDocument, type CampaignDetail } from '@flywheel/http/campaigns';
import type { SegmentList } from '@flywheel/http/segments';
import { fieldsOf, isPlainTargeting, type CampaignFields } from '#lib/campaigns/campaign-fields.ts';
import { describeTargeting } from '#lib/campaigns/describe-targeting.ts';
import { firstPlace, placeOf, type AskedPlace, type FormPlace } from '#lib/campaigns/form-place.ts';
import { apiFor } from './api.ts';
import {
  campaignChoices,
  checkedCampaign,
  previewedCampaign,
  readCampaign,
  refusedCampaign,
  type CampaignChoices,
  type CampaignSaid,
  type SavedForm,
} from './campaign-form.ts';
import { accountScope } from './page-scope.ts';

type CampaignEvent = RequestEvent & { params: { campaign: string } };

/** What a page shows that changes a saved campaign. */
export type CampaignEdit = SavedForm & {
  readonly campaign: CampaignDetail;
  readonly choices: CampaignChoices;
  readonly initial: CampaignFields;
  /** Why the audience cannot be changed here; null when it can. */
  readonly fixedAudience: string | null;
};

/** Opens a saved campaign for a form; `asked` is the ad set that it shows, the first one when nothing is asked. 404 where there is none. */
export async function openEdit(event: CampaignEvent, asked?: AskedPlace): Promise<CampaignEdit> {
  const api = apiFor(event);
  const { campaign, base, place, version } = await savedPlace(event, asked);
  const segments = await api.get<SegmentList>('/v1/segments');
  const nodes = new Map(segments.ok ? segments.value.segments.map((each) => [each.segment, each.node]) : []);
  const saved = fieldsOf(base, place);
  const initial = { ...saved, segments: saved.segments.map((each) => nodes.get(each) ?? each) };
  const kept = [...initial.segments, ...initial.audiences, ...initial.exclusions];
  const choices = await campaignChoices(api, accountScope(event).current, kept);
  const set = base.adSets[place.set];
  const fixedAudience =
    set === undefined || isPlainTargeting(set.targeting)
      ? null
      : `${describeTargeting(set.targeting, choices.names)} This audience was written through the api and stays as it is.`;
  return { campaign, base, place, version, choices, initial, fixedAudience };
}

/** The form actions of such a page: `check`, `preview` and `save`, which leads to the campaign. */
export function editActions<E extends CampaignEvent>(askedOf: (event: E) => AskedPlace | undefined) {
  const read = async (event: E) => {
    const form = await event.request.formData();
    const saved = await savedPlace(event, askedOf(event));
    const madeFrom = Number(form.get('version')) || undefined;
    return { saved, madeFrom, answer: readCampaign(form, { base: campaignDocument.parse(saved.base), place: saved.place }) };
  };
  return {
    check: async (event: E) => {
      const { answer } = await read(event);
      return answer.ready ? checkedCampaign(apiFor(event), accountScope(event).current.id, answer.fields) : fail(422, answer.said);
    },
    preview: async (event: E) => {
      const { answer, saved } = await read(event);
      if (!answer.ready) return fail(422, answer.said);
      const edited = { document: campaignDocument.parse(answer.document), fields: answer.fields };
      const said = await previewedCampaign(apiFor(event), { id: saved.campaign.id, base: saved.base, place: saved.place }, edited);
      return said.preview ? said : fail(422, said);
    },
    save: async (event: E) => {
      const { answer, saved, madeFrom } = await read(event);
      if (!answer.ready) return fail(422, answer.said);
      const { id } = saved.campaign;
      const sent = await apiFor(event).send<CampaignDetail>('PUT', `/v1/campaigns/${id}`, answer.document, madeFrom);
      if (!sent.ok && sent.refusal.code === 'outdated') return fail(412, outdatedCampaign(answer.fields, saved));
      if (!sent.ok) return fail(sent.refusal.status || 503, refusedCampaign(sent.refusal, answer.fields, saved.place));
      redirect(303, `/advertiser/campaigns/${id}`);
    },
  };
}

/** What to say when somebody else saved first: what was typed stays, and the next press saves over theirs. */
function outdatedCampaign(fields: CampaignFields, { version }: SavedForm): CampaignSaid {
  const message =
    `Somebody saved version ${version} while you were writing. Nothing of yours is lost: look at their version in the campaign's ` +
    `history, then save again to put yours on top of it.`;
  return { message, problems: {}, fields, checked: false, version };
}

async function savedPlace(
  event: CampaignEvent,
  asked: AskedPlace | undefined,
): Promise<SavedForm & { campaign: CampaignDetail; place: FormPlace }> {
  const answer = await apiFor(event).get<CampaignDetail>(`/v1/campaigns/${encodeURIComponent(event.params.campaign)}`);
  if (!answer.ok) error(answer.refusal.status || 503, { message: answer.refusal.title });
  const campaign = answer.value;
  const found = asked === undefined ? { base: campaign.document, place: firstPlace } : placeOf(campaign.document, asked);
  return { campaign, version: campaign.version, ...(found ?? error(404, { message: 'This campaign has no such ad set or ad any more.' })) };
}
