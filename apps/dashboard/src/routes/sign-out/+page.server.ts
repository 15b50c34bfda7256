import { redirect } from '@sveltejs/kit';
import { apiFor } from '#lib/server/api.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = () => redirect(303, '/');

export const actions: Actions = {
  default: async (event) => {
    await apiFor(event).sendAndKeepCookies('DELETE', '/v1/session');
    redirect(303, '/sign-in');
  },
};
