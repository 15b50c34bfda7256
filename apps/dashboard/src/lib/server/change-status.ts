import { fail, type RequestEvent } from '@sveltejs/kit';
import { campaignStatusRequest, type CampaignDetail } from '@flywheel/http/campaigns';
import { statusLooks } from '#lib/campaigns/status-look.ts';
import { apiFor } from './api.ts';

/** The form action that starts, pauses or archives the campaign a form names; answers with one sentence of what is true now. */
export async function changeStatus(event: RequestEvent) {
  const form = await event.request.formData();
  const campaign = String(form.get('campaign') ?? '');
  const parsed = campaignStatusRequest.safeParse({ status: form.get('status') });
  if (!parsed.success || !/^cmp_[0-9a-f]{32}$/.test(campaign))
    return fail(422, { done: false, message: 'Choose a campaign and what to do.' });
  const answer = await apiFor(event).send<CampaignDetail>('POST', `/v1/campaigns/${campaign}/status`, parsed.data);
  if (!answer.ok) {
    const { status, title, detail } = answer.refusal;
    return fail(status === 0 ? 503 : status, { done: false, message: detail ?? title });
  }
  const { name, effective } = answer.value;
  return { done: true, message: `${name}: ${statusLooks[effective.status].label}. ${effective.reason}` };
}
