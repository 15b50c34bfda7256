import { fail } from '@sveltejs/kit';
import type { AudienceList } from '@flywheel/http/audiences';
import { apiFor } from '#lib/server/api.ts';
import { accountScope } from '#lib/server/page-scope.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const scope = accountScope(event);
  return { title: 'Audiences', scope, audiences: await apiFor(event).get<AudienceList>(`/v1/accounts/${scope.current.id}/audiences`) };
};

export const actions: Actions = {
  archive: async (event) => {
    const scope = accountScope(event);
    const audience = String((await event.request.formData()).get('audience') ?? '');
    const answer = await apiFor(event).send('DELETE', `/v1/accounts/${scope.current.id}/audiences/${encodeURIComponent(audience)}`);
    if (!answer.ok) return fail(answer.refusal.status || 503, { done: false, message: answer.refusal.detail ?? answer.refusal.title });
    return { done: true, message: 'Archived: its list and its members are deleted.' };
  },
};
