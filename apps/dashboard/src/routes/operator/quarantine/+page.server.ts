import { fail } from '@sveltejs/kit';
import { quarantineQuery, replayRequest, type QuarantineList, type ReplayResponse } from '@flywheel/http/quarantine';
import { addStep, readProgress, stepRows } from '#lib/operator/quarantine-replay.ts';
import { apiFor } from '#lib/server/api.ts';
import type { Actions, PageServerLoad } from './$types';

const pageLength = 50;

export const load: PageServerLoad = async (event) => {
  await event.parent();
  const reason = quarantineQuery.shape.reason.safeParse(event.url.searchParams.get('reason') ?? undefined).data ?? null;
  const query = new URLSearchParams({ limit: String(pageLength), waiting: 'true' });
  if (reason !== null) query.set('reason', reason);
  const list = await apiFor(event).get<QuarantineList>(`/v1/quarantine?${query.toString()}`);
  return { title: 'Quarantine', list, reason, now: new Date().toISOString() };
};

export const actions: Actions = {
  replay: async (event) => {
    const form = await event.request.formData();
    const reason = String(form.get('reason') ?? '');
    const after = String(form.get('after') ?? '');
    const asked = {
      dryRun: form.get('dryRun') === 'true',
      most: stepRows,
      ...(reason !== '' && { reason }),
      ...(after !== '' && { after }),
    };
    const parsed = replayRequest.safeParse(asked);
    if (!parsed.success) return fail(422, { refused: 'Choose a reason from the list.', result: null });
    const answer = await apiFor(event).send<ReplayResponse>('POST', '/v1/quarantine/replay', parsed.data);
    if (answer.ok) return { refused: null, result: addStep(readProgress(form), answer.value) };
    return fail(answer.refusal.status || 503, { refused: answer.refusal.detail ?? answer.refusal.title, result: null });
  },
};
