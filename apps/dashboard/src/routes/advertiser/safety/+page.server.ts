import { fail } from '@sveltejs/kit';
import type { AccountSafety } from '@flywheel/http/accounts';
import type { SegmentList } from '@flywheel/http/segments';
import { draftSafety, fieldOf, fieldsOfSafety, readSafetyFields } from '#lib/campaigns/safety-fields.ts';
import type { Choice } from '#lib/campaigns/places.ts';
import { mapAnswer } from '#lib/api/answer.ts';
import { apiFor } from '#lib/server/api.ts';
import { accountScope } from '#lib/server/page-scope.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  await event.parent();
  const scope = accountScope(event);
  const api = apiFor(event);
  const [safety, segments] = await Promise.all([
    api.get<AccountSafety>(`/v1/accounts/${scope.current.id}/safety`),
    api.get<SegmentList>('/v1/segments'),
  ]);
  // Communities come and go with what people turn to: a block has to mean the same next month.
  const lasting = (segments.ok ? segments.value.segments : []).filter(({ kind }) => kind !== 'community');
  const subjects: readonly Choice[] = lasting.map((each) => ({
    value: each.node,
    label: each.taxonomy === 'tag' ? `#${each.name}` : each.name,
  }));
  const offered = subjects.map((each) => each.value);
  return { title: 'Safety', scope, subjects, fields: mapAnswer(safety, (saved) => fieldsOfSafety(saved, offered)) };
};

export const actions: Actions = {
  save: async (event) => {
    const path = `/v1/accounts/${accountScope(event).current.id}/safety`;
    const fields = readSafetyFields(await event.request.formData());
    const api = apiFor(event);
    const saved = await api.get<AccountSafety>(path);
    const draft = draftSafety(fields, saved.ok ? saved.value : undefined);
    if (!draft.ok) {
      const count = Object.keys(draft.problems).length;
      const message = count === 1 ? 'One field needs another look.' : `${count} fields need another look.`;
      return fail(422, { done: false, message, problems: draft.problems, fields });
    }
    const answer = await api.send<AccountSafety>('PUT', path, draft.safety);
    if (answer.ok) return { done: true, message: 'Saved. Ads follow within a second.', problems: {}, fields: null };
    const { status, title, detail, field } = answer.refusal;
    const problems: Record<string, string> = field === undefined ? {} : { [fieldOf[field.split('.')[0] ?? ''] ?? field]: detail ?? title };
    return fail(status === 0 ? 503 : status, { done: false, message: detail ?? title, problems, fields });
  },
};
