import { z } from 'zod';
import { metricView } from './metrics.ts';
import { wireId, wireInstant } from './wire.ts';

/** Every report that can be asked for, by the name in its URL. */
export const reportName = z.enum([
  'advertiser-home',
  'advertiser-performance',
  'campaign-detail',
  'creator-overview',
  'creator-content',
  'creator-audience',
  'creator-earnings',
  'revenue-by-day',
  'flywheel',
  'ledger-by-account',
  'ingest-by-day',
]);
export type ReportName = z.infer<typeof reportName>;

/** A calendar day in the stated zone. */
export const wireDay = z.iso.date();

/** Days in the stated zone, `from` in and `to` out: `{from:'2026-11-01', to:'2026-12-01'}` is November. */
export const dayRange = z.strictObject({ from: wireDay, to: wireDay }).refine((range) => range.from < range.to, {
  path: ['to'],
  message: 'a range ends after the day it begins',
});
export type DayRange = z.infer<typeof dayRange>;

/** Whose numbers. An advertiser names an account, a creator a creator; nothing at all is the whole platform (finance, ops). */
export const reportScope = z.strictObject({
  account: wireId('acc').optional(),
  campaign: wireId('cmp').optional(),
  creator: wireId('crt').optional(),
});
export type ReportScope = z.infer<typeof reportScope>;

/** `previous` goes back by the smallest multiple of 7 days that is ≥ the range's length, `year` by 364 days: weekdays stay aligned. */
export const compare = z.union([z.enum(['none', 'previous', 'year']), dayRange]);
export type Compare = z.infer<typeof compare>;

/** By what rows are made; which of them a report knows stands in GET /v1/reports. */
export const grouping = z.enum([
  'hour',
  'day',
  'week',
  'month',
  'account',
  'campaign',
  'ad_set',
  'ad',
  'creative',
  'placement',
  'country',
  'device',
  'content',
  'interest',
  'flow',
  'ledger_account',
  'source',
]);

/** One question of a page. `id` is the caller's own word for it; `metrics` narrows and orders the columns. */
export const reportQuery = z.strictObject({
  id: z.string().min(1).max(64),
  report: reportName,
  by: grouping.optional(),
  metrics: z.array(z.string().max(64)).min(1).max(40).optional(),
  /** Rows to answer with, after sorting; the totals always cover every row. Ignored for rows of time. */
  limit: z.int().min(1).max(1_000_000).optional(),
  /** A metric id, `-` before it for descending; default: the report's first metric, descending. Rows of time keep their order. */
  sort: z.string().max(65).optional(),
  /** The account, campaign or creator of the page, unless this question is about another one. */
  scope: reportScope.optional(),
});
export type ReportQuery = z.infer<typeof reportQuery>;

/** POST /v1/query: everything a page shows, answered from one snapshot. */
export const pageQuery = z.strictObject({
  v: z.literal(1),
  scope: reportScope.default({}),
  range: dayRange,
  compare: compare.default('none'),
  /** An IANA zone; buckets are made in it. */
  tz: z.string().min(1).max(64).default('UTC'),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'three capital letters (ISO 4217)')
    .default('USD'),
  queries: z.array(reportQuery).min(1).max(16),
});
export type PageQuery = z.infer<typeof pageQuery>;
/** What a caller writes: defaults may be left out. */
export type PageQueryInput = z.input<typeof pageQuery>;

/**
 * A number on the wire. Money and micro-prices: decimal string of micros. Counts, rates (0.031 is 3.1 %) and durations (ms): number.
 * null: there is none, because it lies in the future, divides by zero, or is withheld (then the row names it in `withheld`).
 */
export const reportValue = z.union([z.string(), z.number(), z.null()]);
export type ReportValue = z.infer<typeof reportValue>;

const values = z.record(z.string(), reportValue);

/** What rows are made by. */
export const dimensionColumn = z.object({
  kind: z.literal('dimension'),
  id: z.string(),
  label: z.string(),
  type: z.enum(['time', 'id', 'text']),
});

/** One metric as a column; `currency` stands with money and micro-prices only. */
export const metricColumn = metricView.omit({ roles: true }).extend({ kind: z.literal('metric'), currency: z.string().optional() });
export type MetricColumn = z.infer<typeof metricColumn>;

export const reportColumn = z.discriminatedUnion('kind', [dimensionColumn, metricColumn]);
export type ReportColumn = z.infer<typeof reportColumn>;

/** `under-k` gathers the rows of fewer than k people, so that rows still sum to the total. */
export const reportRow = z.object({
  kind: z.enum(['row', 'under-k']),
  /** Time: the local start (`2026-11-01`, hours `2026-11-01T13:00+01:00`); else an id or code; '' for the under-k row. */
  key: z.string(),
  label: z.string(),
  values,
  /** Metrics of this row that are null because fewer than k people stand behind them. */
  withheld: z.array(z.string()).optional(),
});
export type ReportRow = z.infer<typeof reportRow>;

/** One bucket of a time axis: [from, to) as instants. `incomplete`: it was still running when this was answered. */
export const timeBucket = z.object({ key: z.string(), label: z.string(), from: wireInstant, to: wireInstant, incomplete: z.boolean() });
export type TimeBucket = z.infer<typeof timeBucket>;

export const totals = z.object({ values, withheld: z.array(z.string()).optional() });

/** The rows, totals and buckets of one range. */
export const reportSpan = z.object({
  /** Only where rows are made by time; then `rows[i]` belongs to `buckets[i]`. */
  buckets: z.array(timeBucket).optional(),
  /** Per metric the values of all buckets in order: what a chart draws. Only where rows are made by time. */
  series: z.record(z.string(), z.array(reportValue)).optional(),
  rows: z.array(reportRow),
  /** Over all rows, also those beyond `limit`; each metric by its own rule (column.total). */
  totals,
  /** Rows before `limit` cut them. */
  rowCount: z.int(),
});
export type ReportSpan = z.infer<typeof reportSpan>;

/** The answer to one question. */
export const reportResult = reportSpan.extend({
  id: z.string(),
  report: reportName,
  by: grouping,
  columns: z.array(reportColumn),
  /** The comparison range; null when none was asked for. Time rows align by index. */
  previous: reportSpan.nullable(),
  /** How many rows went into `under-k`, and the k. */
  suppressed: z.object({ rows: z.int(), k: z.int() }),
});
export type ReportResult = z.infer<typeof reportResult>;

/** Days and the instants they stand for. */
export const answeredRange = z.object({ from: wireDay, to: wireDay, start: wireInstant, end: wireInstant });

/** Answer to POST /v1/query and, with one result, to GET /v1/reports/:name. */
export const pageAnswer = z.object({
  v: z.literal(1),
  /** Moves when events, deliveries or the ledger move; two answers with the same one show the same numbers. Also the ETag. */
  snapshot: z.string(),
  asOf: wireInstant,
  /** Money before this instant is in the ledger; null while nothing has been sealed. */
  completeThrough: wireInstant.nullable(),
  tz: z.string(),
  currency: z.string(),
  ranges: z.object({ current: answeredRange, compare: answeredRange.nullable() }),
  results: z.array(reportResult),
});
export type PageAnswer = z.infer<typeof pageAnswer>;

/** Query string of GET /v1/reports/:name and .csv; `compare` by word only. */
export const reportParameters = z.strictObject({
  from: wireDay,
  to: wireDay,
  tz: z.string().min(1).max(64).default('UTC'),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .default('USD'),
  compare: z.enum(['none', 'previous', 'year']).default('none'),
  by: grouping.optional(),
  /** Comma-separated metric ids. */
  metrics: z.string().max(1000).optional(),
  sort: z.string().max(65).optional(),
  limit: z.coerce.number().int().min(1).max(1_000_000).optional(),
  account: wireId('acc').optional(),
  campaign: wireId('cmp').optional(),
  creator: wireId('crt').optional(),
});
export type ReportParameters = z.infer<typeof reportParameters>;

/** GET /v1/reports: the reports, by what they can be split, what they show, and whose numbers they are. */
export const reportList = z.object({
  reports: z.array(
    z.object({
      name: reportName,
      question: z.string(),
      scope: z.enum(['account', 'campaign', 'creator', 'platform']),
      groupings: z.array(grouping),
      metrics: z.array(z.string()),
      k: z.int().nullable(),
    }),
  ),
});
export type ReportList = z.infer<typeof reportList>;
