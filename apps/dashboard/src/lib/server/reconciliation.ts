import { fail, type Actions, type RequestEvent } from '@sveltejs/kit';
import type { ReconciliationRun, ReconciliationRuns } from '@flywheel/http/reconciliation';
import type { Answer } from '#lib/api/answer.ts';
import { apiFor, type Api } from './api.ts';

const history = 30;

/** What the page of checks shows: the history, the chosen run (else the newest; null before the first) and the step to look into. */
export type ReconciliationPage = {
  title: string;
  runs: Answer<ReconciliationRuns>;
  run: Answer<ReconciliationRun> | null;
  step: number | null;
};

/** Reads it for either area that shows it. */
export async function loadReconciliation(event: RequestEvent): Promise<ReconciliationPage> {
  const asked = event.url.searchParams;
  const api = apiFor(event);
  const runs = await api.get<ReconciliationRuns>(`/v1/reconciliation/runs?limit=${history}`);
  const newest = runs.ok ? runs.value.runs[0]?.run : undefined;
  const chosen = /^\d{1,18}$/.exec(asked.get('run') ?? '')?.[0] ?? newest;
  const step = /^\d{1,3}$/.exec(asked.get('step') ?? '')?.[0];
  const run = chosen === undefined ? null : await api.get<ReconciliationRun>(`/v1/reconciliation/runs/${chosen}`);
  return { title: 'Reconciliation', runs, run, step: step === undefined ? null : Number(step) };
}

/** The newest check; null before the first. */
export async function newestCheck(api: Api): Promise<Answer<ReconciliationRun | null>> {
  const runs = await api.get<ReconciliationRuns>('/v1/reconciliation/runs?limit=1');
  if (!runs.ok) return runs;
  const [newest] = runs.value.runs;
  return newest ? api.get<ReconciliationRun>(`/v1/reconciliation/runs/${newest.run}`) : { ok: true, value: null };
}

/** The action that checks now. */
export const reconciliationActions = {
  check: async (event) => {
    const answer = await apiFor(event).send<ReconciliationRun>('POST', '/v1/reconciliation/runs');
    if (answer.ok) return { refused: null, checked: answer.value.run };
    return fail(answer.refusal.status || 503, { refused: answer.refusal.detail ?? answer.refusal.title, checked: null });
  },
} satisfies Actions;
