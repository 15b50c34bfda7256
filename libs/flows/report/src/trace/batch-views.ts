import { checkBatches, readCampaignNames, type BatchName, type CheckedBatch, type TracedBatch } from '@flywheel/analytics/traces';
import type { TracedBatchView, TraceView } from '@flywheel/http/traces';
import type { Tx } from '@flywheel/runtime';
import { batchNameText } from '@flywheel/http/batch-name';
import type { TracedMetric } from './trace-plan.ts';

/** Charges that one answer hashes anew at most: half a million take about two seconds. */
export const mostHashedRows = 200_000;

/** Batches of a list as they travel: with their verdicts, and with names for whoever may know them. */
export async function batchViews(
  tx: Tx,
  batches: readonly TracedBatch[],
  shown: { view: TraceView; metrics: readonly TracedMetric[] },
): Promise<TracedBatchView[]> {
  const checked = new Map((await checkBatches(tx, batches, mostHashedRows)).map((each) => [batchNameText(each), each]));
  const names = shown.view === 'creator' ? new Map() : await readCampaignNames(tx, [...new Set(batches.map((each) => each.campaign))]);
  return batches.map((each) => {
    const stored = checked.get(batchNameText(each));
    const name = names.get(each.campaign);
    return {
      batch: batchNameText(each),
      minute: new Date(each.bucket).toISOString(),
      state: each.sealed ? stateOf(stored) : 'unsealed',
      gen: each.gen,
      rows: each.rows,
      values: valuesOf(each, shown.metrics),
      ...(name && { campaign: each.campaign, campaignName: name.campaign }),
      ...(name && shown.view === 'finance' && { advertiser: name.advertiser }),
      entry: stored?.entry ?? null,
      hash: each.sealed ? verdictOf(stored) : 'unsealed',
    };
  });
}

/** The amounts of a batch by metric: final ones where it is sealed, estimated ones where it is not. */
export function valuesOf(
  batch: Pick<TracedBatch, 'sealed' | 'chargedMicros' | 'sharedMicros'>,
  metrics: readonly TracedMetric[],
): Record<string, string> {
  const fitting = metrics.filter((metric) => metric.estimated !== batch.sealed);
  return Object.fromEntries(fitting.map((metric) => [metric.id, metric.of(batch.chargedMicros, batch.sharedMicros).toString()]));
}

/** Whether a stored batch still stands. */
export function stateOf(stored: CheckedBatch | undefined): 'sealed' | 'reversed' {
  return stored?.reversedBy ? 'reversed' : 'sealed';
}

/** Whether its charges are still those that were sealed: as many, and with the same hash. A batch that is missing differs. */
export function verdictOf(stored: CheckedBatch | undefined): 'holds' | 'differs' | 'unchecked' {
  if (!stored) return 'differs';
  if (!stored.found) return 'unchecked';
  return stored.found.sha256 === stored.sha256 ? 'holds' : 'differs';
}

/** Reads one stored batch with its verdict, however large it is; undefined where nothing of that name is sealed. */
export async function checkOne(tx: Tx, name: BatchName): Promise<CheckedBatch | undefined> {
  const [found] = await checkBatches(tx, [name], Number.MAX_SAFE_INTEGER);
  return found;
}
