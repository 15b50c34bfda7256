import type { Tx } from '@flywheel/runtime';

/** A timed job whose last run failed: `times` in a row, the last at `failedAt`. */
export type JobFailure = { readonly job: string; readonly error: string; readonly times: number; readonly failedAt: Date };

/** Notes that a timed job failed; one row a job. */
async function noteJobFailure(tx: Tx, job: string, error: string): Promise<void> {
  await tx.query(
    `INSERT INTO job_failure (job, error, times, failed_at) VALUES ($1, left($2, 2000), 1, clock_timestamp())
     ON CONFLICT (job) DO UPDATE SET error = excluded.error, times = job_failure.times + 1, failed_at = excluded.failed_at`,
    [job, error],
  );
}

/** The timed jobs whose last run failed, by name. */
export async function listJobFailures(tx: Tx): Promise<JobFailure[]> {
  const { rows } = await tx.query<JobFailure>('SELECT job, error, times, failed_at AS "failedAt" FROM job_failure ORDER BY job');
  return rows;
}

/** Where a job runner keeps the failures of timed jobs until they run well again. */
export function openJobFailures(tx: Tx): { note(job: string, error: string): Promise<void>; clear(job: string): Promise<void> } {
  return {
    note: (job, error) => noteJobFailure(tx, job, error),
    clear: async (job) => void (await tx.query('DELETE FROM job_failure WHERE job = $1', [job])),
  };
}
