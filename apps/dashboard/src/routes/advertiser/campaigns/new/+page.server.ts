import { fail, redirect } from '@sveltejs/kit';
import type { CampaignDetail } from '@flywheel/http/campaigns';
import { emptyFields } from '#lib/campaigns/campaign-fields.ts';
import { apiFor } from '#lib/server/api.ts';
import { campaignChoices, checkedCampaign, readCampaign, refusedCampaign } from '#lib/server/campaign-form.ts';
import { accountScope } from '#lib/server/page-scope.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
  const { world } = await event.parent();
  const scope = accountScope(event);
  const choices = await campaignChoices(apiFor(event), scope.current);
  return { title: 'Create a campaign', scope, choices, initial: emptyFields(world.now.slice(0, 10)) };
};

/** Saves the campaign, and sets it active when it is to be launched; a start that fails leaves the draft, whose page says why. */
async function save(event: RequestEvent, launch: boolean) {
  const scope = accountScope(event);
  const read = readCampaign(await event.request.formData());
  if (!read.ready) return fail(422, read.said);
  const api = apiFor(event);
  const created = await api.send<CampaignDetail>('POST', `/v1/accounts/${scope.current.id}/campaigns`, read.document);
  if (!created.ok) return fail(created.refusal.status || 503, refusedCampaign(created.refusal, read.fields));
  if (launch) await api.send('POST', `/v1/campaigns/${created.value.id}/status`, { status: 'active' });
  redirect(303, `/advertiser/campaigns/${created.value.id}`);
}

export const actions: Actions = {
  check: async (event) => {
    const read = readCampaign(await event.request.formData());
    return read.ready ? checkedCampaign(apiFor(event), accountScope(event).current.id, read.fields) : fail(422, read.said);
  },
  draft: (event) => save(event, false),
  launch: (event) => save(event, true),
};
