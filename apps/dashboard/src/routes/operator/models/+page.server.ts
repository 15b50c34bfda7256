import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { modelResume, modelRollback, type ModelOverview } from '@flywheel/http/models';
import { apiFor } from '#lib/server/api.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  await event.parent();
  const overview = await apiFor(event).get<ModelOverview>('/v1/models');
  return { title: 'Models', overview, done: event.url.searchParams.get('done') };
};

export const actions: Actions = {
  rollback: async (event) => {
    const form = await event.request.formData();
    const fields = { version: String(form.get('version') ?? ''), reason: String(form.get('reason') ?? '') };
    const parsed = modelRollback.safeParse(fields);
    if (!parsed.success) return fail(422, { refused: parsed.error.issues[0]?.message ?? 'Look at the fields again.' });
    return send(event, 'rollback', parsed.data);
  },
  resume: async (event) => {
    const form = await event.request.formData();
    const parsed = modelResume.safeParse({ reason: String(form.get('reason') ?? '') });
    if (!parsed.success) return fail(422, { refused: parsed.error.issues[0]?.message ?? 'Say why.' });
    return send(event, 'resume', parsed.data);
  },
};

async function send(event: RequestEvent, what: 'rollback' | 'resume', body: object) {
  const answer = await apiFor(event).send<unknown>('POST', `/v1/models/${what}`, body);
  if (answer.ok) redirect(303, `/operator/models?done=${what}`);
  return fail(answer.refusal.status || 503, { refused: answer.refusal.detail ?? answer.refusal.title });
}
