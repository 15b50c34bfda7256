import type { Id, Instant } from '@flywheel/primitives';
import type { SourceQuestion } from '../reports/report-source.ts';

/**
 * Where the batches behind an amount are found: whole batches; charges that a batch's rows are finer than; a creator's slices; postings on
 * one account of the books.
 */
export type TraceSource = 'batches' | 'charges' | 'slices' | 'postings';

/** One cell of a report: the report's own question, the key of its row (undefined: the total), and up to where minutes are sealed. */
export type TracedCell = SourceQuestion & {
  readonly source: TraceSource;
  readonly key: string | undefined;
  /** The last sealed minute; undefined before the first. Charges of later minutes are in no batch yet. */
  readonly sealedThrough: Instant | undefined;
};

/** One campaign in one minute; `gen` above 0 where its entry was reversed and posted again. */
export type BatchName = { readonly bucket: Instant; readonly campaign: Id<'cmp'>; readonly gen: number };

/**
 * What a batch brings to a cell. `chargedMicros` and `sharedMicros`: charges, and creators' part of them; of a posting: debits, credits.
 * Of a minute that is not sealed yet a creator's `sharedMicros` is the estimate.
 */
export type TracedBatch = BatchName & {
  readonly sealed: boolean;
  readonly rows: number;
  readonly chargedMicros: bigint;
  readonly sharedMicros: bigint;
};

/** The same added up. */
export type TracedTotals = {
  readonly batches: number;
  readonly rows: number;
  readonly chargedMicros: bigint;
  readonly sharedMicros: bigint;
};
