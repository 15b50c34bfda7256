import type { AskedPlace } from '#lib/campaigns/form-place.ts';
import { editActions, openEdit } from '#lib/server/edit-campaign.ts';
import { accountScope } from '#lib/server/page-scope.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** `ad-sets/new` is one more ad set, a copy where `?from=` names one; `ad-sets/set_…` a saved one, with the ad that `?ad=` names. */
const askedOf = ({ params, url }: Pick<RequestEvent, 'params' | 'url'>): AskedPlace => ({
  set: params.set,
  from: url.searchParams.get('from'),
  ad: url.searchParams.get('ad'),
});

export const load: PageServerLoad = async (event) => {
  await event.parent();
  const edit = await openEdit(event, askedOf(event));
  const isNew = event.params.set === 'new';
  const newAd = !isNew && edit.base.adSets[edit.place.set]?.ads[edit.place.ad] === undefined;
  const name = isNew ? 'Add an ad set' : newAd ? `Add an ad to ${edit.initial.setName}` : `Edit ${edit.initial.setName}`;
  return { title: name, scope: accountScope(event), isNew, newAd, ...edit };
};

export const actions: Actions = editActions<RequestEvent>(askedOf);
