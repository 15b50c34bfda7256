import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { campaignStatusRequest, type CampaignDetail } from '@flywheel/http/campaigns';
import type { Refusal } from '#lib/api/answer.ts';
import { apiFor } from './api.ts';

type CampaignEvent = RequestEvent & { params: { campaign: string } };

/** The form action that pauses, resumes or archives one ad set or ad of the page's campaign; answers in one sentence what is true now. */
export async function changePart(event: CampaignEvent) {
  const form = await event.request.formData();
  const [kind, part] = [String(form.get('kind')), String(form.get('part'))];
  const parsed = campaignStatusRequest.safeParse({ status: form.get('status') });
  const known = (kind === 'ad-sets' && /^set_[0-9a-f]{32}$/.test(part)) || (kind === 'ads' && /^ad_[0-9a-f]{32}$/.test(part));
  if (!parsed.success || !known) return fail(422, { done: false, message: 'Choose an ad set or an ad and what to do.' });
  const path = `/v1/campaigns/${encodeURIComponent(event.params.campaign)}/${kind}/${part}/status`;
  const answer = await apiFor(event).send<CampaignDetail>('POST', path, parsed.data);
  if (!answer.ok) return refused(answer.refusal);
  const found = answer.value.adSets.flatMap((set) => [{ id: set.adSet, ...set }, ...set.ads.map((ad) => ({ id: ad.ad, ...ad }))]);
  const changed = found.find((each) => each.id === part);
  return { done: true, message: changed ? `${changed.name}: ${changed.effective.reason}` : 'It is archived and never serves again.' };
}

/** The form action that copies the page's campaign and opens the copy for editing. */
export async function copyCampaign(event: CampaignEvent) {
  const answer = await apiFor(event).send<CampaignDetail>('POST', `/v1/campaigns/${encodeURIComponent(event.params.campaign)}/copy`, {});
  if (!answer.ok) return refused(answer.refusal);
  redirect(303, `/advertiser/campaigns/${answer.value.id}/edit`);
}

function refused({ status, title, detail }: Refusal) {
  return fail(status === 0 ? 503 : status, { done: false, message: detail ?? title });
}
