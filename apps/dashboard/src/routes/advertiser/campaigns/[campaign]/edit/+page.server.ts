import { editActions, openEdit } from '#lib/server/edit-campaign.ts';
import { accountScope } from '#lib/server/page-scope.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  await event.parent();
  const edit = await openEdit(event);
  return { title: `Edit ${edit.campaign.name}`, scope: accountScope(event), ...edit };
};

export const actions: Actions = editActions(() => undefined);
