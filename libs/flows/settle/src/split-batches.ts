import type { SealedBatch, Slice } from '@flywheel/database/sealing';
import { batchEntry, type Entry } from '@flywheel/ledger';
import type { RevenueMode } from '@flywheel/ledger/books';
import { assert, fromRowId, type Micros } from '@flywheel/primitives';
import { shareRule, splitBatch } from '@flywheel/revenue';

/** A batch with what creators get of it: by slice, and as the entry that books it (undefined where nothing was charged). */
export type SplitBatch = {
  batch: SealedBatch;
  shareMicros: Micros;
  slices: Array<Slice & { shareMicros: Micros }>;
  entry: Entry | undefined;
};

/**
 * Splits every batch between platform and creators, and books it as the mode says. `slices` are those of the batches, in any order; each
 * batch's must sum to it.
 */
export function splitBatches(batches: readonly SealedBatch[], slices: readonly Slice[], mode: RevenueMode): SplitBatch[] {
  const byBatch = new Map<string, Slice[]>();
  for (const slice of slices) {
    const own = byBatch.get(keyOf(slice));
    if (own) own.push(slice);
    else byBatch.set(keyOf(slice), [slice]);
  }
  return batches.map((batch) => splitOne(batch, byBatch.get(keyOf(batch)) ?? [], mode));
}

function splitOne(batch: SealedBatch, slices: readonly Slice[], mode: RevenueMode): SplitBatch {
  const rows = slices.reduce((sum, slice) => sum + slice.rows, 0);
  const amount = slices.reduce((sum, slice) => sum + slice.amountMicros, 0n);
  assert(rows === batch.rows && amount === batch.amountMicros, 'the slices of a batch sum to it');
  const parts = slices.map((slice, n) => ({
    key: String(n).padStart(9, '0'),
    creator: slice.creator ?? undefined,
    amountMicros: slice.amountMicros,
  }));
  const split = splitBatch(parts, shareRule(batch.ruleVersion));
  const shared = slices.map((slice, n) => ({ ...slice, shareMicros: split.byPart.get(parts[n]?.key ?? '') ?? (0n as Micros) }));
  return { batch, shareMicros: split.shareMicros, slices: shared, entry: entryOf(batch, split.byCreator, mode) };
}

function entryOf(batch: SealedBatch, byCreator: ReadonlyMap<string, Micros>, mode: RevenueMode): Entry | undefined {
  if (batch.amountMicros === 0n) return undefined;
  const { bucket, funding, currency, amountMicros, ruleVersion, sha256, rows } = batch;
  const creators = [...byCreator].map(([creator, shareMicros]) => ({ creator: fromRowId('crt', creator), shareMicros }));
  return batchEntry({
    bucket,
    campaign: fromRowId('cmp', batch.campaign),
    funding: funding === 'postpaid' ? { postpaid: fromRowId('acc', batch.account) } : 'prepaid',
    gen: 0,
    mode,
    currency,
    amountMicros,
    creators,
    ruleVersion,
    sha256,
    rows,
  });
}

function keyOf({ bucket, campaign }: { bucket: number; campaign: string }): string {
  return `${bucket} ${campaign}`;
}
