import { z } from 'zod';
import { batchName } from './batch-name.ts';
import { grouping, reportName, wireDay } from './reports.ts';
import { wireId, wireInstant, wireSignedAmount } from './wire.ts';

/**
 * Whose eyes: an account's (prices, no shares), a creator's (his share, no price), or the platform's (both), which only finance has. An
 * advertiser names an account of his, a creator a creator; what is not theirs is not there.
 */
const scope = {
  account: wireId('acc').optional(),
  campaign: wireId('cmp').optional(),
  creator: wireId('crt').optional(),
};
const eyes = z.enum(['finance', 'advertiser', 'creator']);
export type TraceView = z.infer<typeof eyes>;

/** By what, and the key of one of its rows: then only what belongs to that row. */
const row = { by: grouping.optional(), key: z.string().max(128).optional() };

/** GET /v1/trace/batches and .csv: one cell of a report. Without `key`: its total over the range. */
export const cellTraceQuery = z.strictObject({
  ...scope,
  ...row,
  report: reportName,
  from: wireDay,
  to: wireDay,
  tz: z.string().min(1).max(64).default('UTC'),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .default('USD'),
  /** The last batch of the page before. */
  after: batchName.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type CellTraceQuery = z.infer<typeof cellTraceQuery>;

/** GET /v1/trace/batches/:batch and /v1/trace/impressions/:impression */
export const traceScopeQuery = z.strictObject(scope);
export type TraceScope = z.infer<typeof traceScopeQuery>;

/** GET /v1/trace/batches/:batch/charges and .csv */
export const chargesQuery = z.strictObject({
  ...scope,
  ...row,
  skip: z.coerce.number().int().min(0).max(10_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export type ChargesQuery = z.infer<typeof chargesQuery>;

/** Amounts by metric id, as the metric's report names them. */
const amounts = z.record(z.string(), wireSignedAmount);

/** One metric of the cell: what the report says, what its batches (and for accounts of the books other entries) add up to, and the rest. */
export const tracedFigure = z.object({
  metric: z.string(),
  label: z.string(),
  definition: z.string(),
  /** True for money of minutes that are not sealed yet. */
  estimated: z.boolean(),
  reportMicros: wireSignedAmount,
  batchesMicros: wireSignedAmount,
  othersMicros: wireSignedAmount,
  differenceMicros: wireSignedAmount,
});
export type TracedFigure = z.infer<typeof tracedFigure>;

/** `unchecked`: the page's charges are too many to hash at once; open the batch. */
export const hashVerdict = z.enum(['holds', 'differs', 'unsealed', 'unchecked']);
export const batchState = z.enum(['sealed', 'unsealed', 'reversed']);

export const tracedBatch = z.object({
  batch: batchName,
  minute: wireInstant,
  state: batchState,
  gen: z.int(),
  /** Charges of it that belong to the cell, free ones too. */
  rows: z.int(),
  values: amounts,
  campaign: wireId('cmp').optional(),
  campaignName: z.string().optional(),
  advertiser: z.string().optional(),
  entry: wireId('ent').nullable(),
  hash: hashVerdict,
});
export type TracedBatchView = z.infer<typeof tracedBatch>;

const rule = z.object({ version: z.int(), shareBps: z.int(), formula: z.string() });

export const cellTrace = z.object({
  view: eyes,
  report: reportName,
  question: z.string(),
  by: grouping,
  key: z.string().nullable(),
  label: z.string(),
  from: wireDay,
  to: wireDay,
  start: wireInstant,
  end: wireInstant,
  tz: z.string(),
  currency: z.string(),
  asOf: wireInstant,
  completeThrough: wireInstant.nullable(),
  /** Why the cell is not opened: too few people stand behind it, or it would tell a person's country or device. Then nothing is listed. */
  withheld: z.object({ k: z.int(), words: z.string() }).nullable(),
  figures: z.array(tracedFigure),
  sealed: z.object({ batches: z.int(), rows: z.int() }),
  unsealed: z.object({ batches: z.int(), rows: z.int() }),
  /** Entries of an account of the books that book no batch; null for other cells. */
  others: z.object({ account: z.string(), entries: z.int() }).nullable(),
  batches: z.array(tracedBatch),
  next: batchName.nullable(),
});
export type CellTrace = z.infer<typeof cellTrace>;

/** A part of an exact split: before whole micros, rounded down, and the micro its remainder won. */
const explained = z.object({ exactMicros: z.string(), floorMicros: wireSignedAmount, extraMicros: wireSignedAmount });
/** One step of how a share came about, in words; `explained` is null where no split by the rule gives that amount. */
export const shareStep = z.object({ words: z.string(), micros: wireSignedAmount, explained: explained.nullable() });
export type ShareStep = z.infer<typeof shareStep>;

export const tracedSlice = z.object({
  creator: wireId('crt').nullable().optional(),
  creatorName: z.string().optional(),
  content: wireId('cnt').nullable().optional(),
  contentTitle: z.string().optional(),
  placement: z.string(),
  creative: wireId('crv').optional(),
  headline: z.string().optional(),
  country: z.string().nullable().optional(),
  rows: z.int(),
  values: amounts,
  explained: explained.nullable().optional(),
});
export type TracedSliceView = z.infer<typeof tracedSlice>;

export const batchTrace = z.object({
  view: eyes,
  batch: batchName,
  minute: wireInstant,
  state: batchState,
  gen: z.int(),
  generations: z.array(batchName),
  campaign: wireId('cmp').optional(),
  campaignName: z.string().optional(),
  advertiser: z.string().optional(),
  currency: z.string(),
  rows: z.int(),
  values: amounts,
  entry: wireId('ent').nullable(),
  reversedBy: wireId('ent').nullable(),
  /** The hash that was sealed over every billing field of every charge, and the one its charges give now; null before sealing. */
  proof: z
    .object({
      verdict: z.enum(['holds', 'differs']),
      sealedSha256: z.string(),
      foundSha256: z.string().nullable(),
      /** How many charges then and now; a creator is not told, since others' are among them. */
      sealedRows: z.int().optional(),
      foundRows: z.int().optional(),
      words: z.string(),
    })
    .nullable(),
  /** The creators' part: its rule, and how the amounts came about; null for an advertiser, who sees no shares. */
  rule: rule.nullable(),
  steps: z.array(shareStep),
  slices: z.array(tracedSlice),
  moreSlices: z.boolean(),
});
export type BatchTrace = z.infer<typeof batchTrace>;

/** One charge as the eyes allow: prices for advertisers, shares for creators, countries for finance; never who saw it. */
export const tracedCharge = z.object({
  impression: wireId('imp'),
  kind: z.string(),
  /** Which part of a film, for kind `video`. */
  part: z.string().nullable(),
  at: wireInstant,
  billed: z.boolean(),
  reason: z.int(),
  reasonWords: z.string(),
  placement: z.string(),
  ad: z.string().optional(),
  creative: z.string().optional(),
  creatorName: z.string().nullable().optional(),
  content: z.string().nullable().optional(),
  country: z.string().nullable().optional(),
  priceMicros: wireSignedAmount.optional(),
  /** What it would have cost, had it counted. */
  quotedMicros: wireSignedAmount.optional(),
  shareMicros: wireSignedAmount.nullable().optional(),
});
export type TracedChargeView = z.infer<typeof tracedCharge>;

export const chargeList = z.object({
  view: eyes,
  batch: batchName,
  state: batchState,
  currency: z.string(),
  by: grouping.nullable(),
  key: z.string().nullable(),
  totals: z.object({
    rows: z.int(),
    notBilled: z.int(),
    priceMicros: wireSignedAmount.optional(),
    shareMicros: wireSignedAmount.nullable().optional(),
  }),
  charges: z.array(tracedCharge),
  nextSkip: z.int().nullable(),
});
export type ChargeList = z.infer<typeof chargeList>;

/** A cell of a report in which a charge is counted. */
export const homeCell = z.object({ report: reportName, by: grouping, key: z.string(), label: z.string(), from: wireDay, to: wireDay });
export type HomeCell = z.infer<typeof homeCell>;

/** GET /v1/trace/impressions/:impression: what was reported of it, what was charged, and where that stands. */
export const impressionTrace = z.object({
  view: eyes,
  impression: wireId('imp'),
  currency: z.string(),
  facts: z.array(z.object({ kind: z.string(), at: wireInstant, billable: z.boolean(), reason: z.int(), reasonWords: z.string() })),
  charges: z.array(
    tracedCharge.extend({
      batch: batchName,
      state: batchState,
      hash: hashVerdict,
      entry: wireId('ent').nullable(),
      cells: z.array(homeCell),
    }),
  ),
});
export type ImpressionTrace = z.infer<typeof impressionTrace>;
