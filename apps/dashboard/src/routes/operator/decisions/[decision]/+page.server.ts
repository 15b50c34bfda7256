import { error, fail } from '@sveltejs/kit';
import type { ExplainedDecision, ReplayAnswer, WhyThisAd } from '@flywheel/http/explanations';
import { overridesOf, replayFieldNames, type ReplayFields } from '#lib/operator/replay-form.ts';
import { apiFor } from '#lib/server/api.ts';
import { readFields } from '#lib/server/fields.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  await event.parent();
  const api = apiFor(event);
  const path = `/v1/decisions/${encodeURIComponent(event.params.decision)}/explain`;
  const [explained, viewer] = await Promise.all([api.get<ExplainedDecision>(path), api.get<WhyThisAd>(`${path}?form=viewer`)]);
  if (explained.ok) return { title: 'One decision', decision: explained.value, viewer };
  const { status, title, requestId } = explained.refusal;
  const message =
    status === 404 ? 'There is no such decision: its record is written a moment after the answer, and kept for a limited time.' : title;
  error(status || 503, { message, ...(requestId && { requestId }) });
};

/** What an action hands back: the answer of the api or its refusal, and what was typed. */
type Shown = { replayed: ReplayAnswer | null; refused: string | null; field: string | null; typed: ReplayFields | null };

const nothing: Shown = { replayed: null, refused: null, field: null, typed: null };

export const actions: Actions = {
  replay: async (event) => {
    const answer = await apiFor(event).send<ReplayAnswer>('POST', pathOf(event.params.decision), {});
    if (answer.ok) return { ...nothing, replayed: answer.value };
    return fail(answer.refusal.status || 503, { ...nothing, refused: answer.refusal.detail ?? answer.refusal.title });
  },
  change: async (event) => {
    const typed = readFields(await event.request.formData(), replayFieldNames);
    const read = overridesOf(typed);
    if (!read.ok) return fail(422, { ...nothing, refused: read.problem, field: read.field, typed });
    const answer = await apiFor(event).send<ReplayAnswer>('POST', pathOf(event.params.decision), { overrides: read.overrides });
    if (answer.ok) return { ...nothing, replayed: answer.value, typed };
    return fail(answer.refusal.status || 503, { ...nothing, refused: answer.refusal.detail ?? answer.refusal.title, typed });
  },
};

function pathOf(decision: string): string {
  return `/v1/decisions/${encodeURIComponent(decision)}/replay`;
}
