import { fail, redirect } from '@sveltejs/kit';
import type { AudienceList, AudienceView } from '@flywheel/http/audiences';
import type { SegmentList } from '@flywheel/http/segments';
import { sizeWords } from '#lib/audiences/audience-words.ts';
import { apiFor } from '#lib/server/api.ts';
import { readAudience } from '#lib/server/audience-form.ts';
import { accountScope } from '#lib/server/page-scope.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const scope = accountScope(event);
  const api = apiFor(event);
  const [audiences, segments] = await Promise.all([
    api.get<AudienceList>(`/v1/accounts/${scope.current.id}/audiences`),
    api.get<SegmentList>('/v1/segments'),
  ]);
  const own = audiences.ok ? audiences.value.items.filter((each) => each.kind !== 'lookalike' && each.state === 'ready') : [];
  const sold = segments.ok ? segments.value.segments.filter((each) => each.sellable) : [];
  const seeds = [
    ...own.map((each) => ({ value: each.id, label: `${each.name} (${sizeWords(each)} people)` })),
    ...sold.map((each) => ({ value: each.segment, label: `Interested in ${each.name}` })),
  ];
  return { title: 'Create an audience', scope, seeds };
};

export const actions: Actions = {
  default: async (event) => {
    const scope = accountScope(event);
    const read = readAudience(await event.request.formData());
    if (!read.ready) return fail(422, read.problem);
    const answer = await apiFor(event).send<AudienceView>('POST', `/v1/accounts/${scope.current.id}/audiences`, read.audience);
    if (!answer.ok) {
      const { status, title, detail } = answer.refusal;
      return fail(status || 503, {
        message: detail ?? title,
        fields: {},
        typed: { name: read.audience.name, kind: read.audience.definition.kind },
      });
    }
    redirect(303, `/advertiser/audiences/${answer.value.id}${event.url.search}`);
  },
};
