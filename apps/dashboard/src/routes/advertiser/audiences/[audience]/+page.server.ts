import { error, fail } from '@sveltejs/kit';
import { editActions, type AudienceView, type MembersAnswer } from '@flywheel/http/audiences';
import { checkedHashes } from '#lib/audiences/hash-list.ts';
import { apiFor } from '#lib/server/api.ts';
import { accountScope } from '#lib/server/page-scope.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const scope = accountScope(event);
  const answer = await apiFor(event).get<AudienceView>(`/v1/accounts/${scope.current.id}/audiences/${event.params.audience}`);
  if (!answer.ok) error(answer.refusal.status || 503, { message: answer.refusal.title });
  return { title: answer.value.name, scope, audience: answer.value };
};

export const actions: Actions = {
  /** Without scripts: a file that holds hashes already. With them the page hashes and sends the list itself. */
  upload: async (event) => {
    const scope = accountScope(event);
    const form = await event.request.formData();
    const file = form.get('list');
    if (!(file instanceof File) || file.size === 0) return fail(422, { done: false, message: 'Choose a file.' });
    const read = checkedHashes(await file.text());
    if (read.faultyLine !== undefined) {
      const message = `Line ${read.faultyLine} is no SHA-256. Without scripts this page takes hashes only; nothing was taken.`;
      return fail(422, { done: false, message });
    }
    const action = editActions.find((each) => each === form.get('action')) ?? 'add';
    const address = `/v1/accounts/${scope.current.id}/audiences/${event.params.audience}/members?action=${action}`;
    const answer = await apiFor(event).send<MembersAnswer>('POST', address, { hashes: read.hashes });
    if (!answer.ok) return fail(answer.refusal.status || 503, { done: false, message: answer.refusal.detail ?? answer.refusal.title });
    return { done: true, message: `${answer.value.received} identifiers were taken.` };
  },
};
