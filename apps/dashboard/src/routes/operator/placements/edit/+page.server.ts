import { error, fail, redirect } from '@sveltejs/kit';
import type { PlacementList, PlacementView } from '@flywheel/http/placements';
import { draftPlacement, fieldsOfPlacement, placementField, readPlacementFields } from '#lib/operator/placement-fields.ts';
import { placementLabel } from '#lib/operator/placement-words.ts';
import { apiFor } from '#lib/server/api.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  await event.parent();
  const list = await apiFor(event).get<PlacementList>('/v1/placements');
  if (!list.ok) {
    const { status, title, requestId } = list.refusal;
    error(status || 503, { message: title, ...(requestId && { requestId }) });
  }
  const asked = event.url.searchParams.get('placement');
  const { placements } = list.value;
  const known = placements.find((each) => each.placement === asked);
  // A new one begins as what it has followed so far.
  const start = known ?? placements.find((each) => each.placement === '*');
  if (!start) error(404, { message: 'No placement is set for all others' });
  const fields = { ...fieldsOfPlacement(start), placement: known?.placement ?? asked ?? '' };
  return { title: known ? placementLabel(known.placement) : 'A new placement', known: known !== undefined, fields };
};

export const actions: Actions = {
  save: async (event) => {
    const fields = readPlacementFields(await event.request.formData());
    const draft = draftPlacement(fields);
    if (!draft.ok) return fail(422, { fields, problems: draft.problems, message: null });
    const path = `/v1/placements/${encodeURIComponent(draft.placement)}`;
    const answer = await apiFor(event).send<PlacementView>('PUT', path, draft.settings);
    if (answer.ok) redirect(303, `/operator/placements?saved=${encodeURIComponent(draft.placement)}`);
    const { status, title, detail, field } = answer.refusal;
    const problems: Record<string, string> = field === undefined ? {} : { [placementField(field)]: detail ?? title };
    return fail(status || 503, { fields, problems, message: field === undefined ? (detail ?? title) : null });
  },
};
