import { loadReconciliation, reconciliationActions } from '#lib/server/reconciliation.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  await event.parent();
  return loadReconciliation(event);
};

export const actions: Actions = reconciliationActions;
