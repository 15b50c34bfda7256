import { z } from 'zod';

/** What a metric's values are, and so how they travel: money and micro-price as micros strings, the others as JSON numbers. */
export const metricUnit = z.enum(['count', 'rate', 'money', 'micro-price', 'duration', 'index']);
export type MetricUnit = z.infer<typeof metricUnit>;

/** One metric of the registry, with its English texts. Everything a page needs to label, format, colour and total it. */
export const metricView = z.object({
  id: z.string(),
  unit: metricUnit,
  label: z.string(),
  short: z.string(),
  definition: z.string(),
  /** Over which rows a sum is legal: every row, rows of time only, none. */
  additive: z.union([z.literal('all'), z.literal('time'), z.literal(false)]),
  /** How a total comes about: sum of rows, ratio of sums, or asked anew at that exact range and level. */
  total: z.enum(['sum', 'ratio', 'requery']),
  better: z.enum(['up', 'down', 'neither']),
  basis: z.enum(['event', 'ledger', 'estimate']),
  privacy: z.enum(['k-people', 'k-actions', 'none']),
  /** Whose pages show it: the part of a role before its dot, e.g. `finance`. */
  roles: z.array(z.string()),
  /** The metric that the label names as what it is divided by. */
  denominator: z.string().nullable(),
});
export type MetricView = z.infer<typeof metricView>;

/** GET /v1/metrics: the whole registry. */
export const metricList = z.object({ metrics: z.array(metricView) });
export type MetricList = z.infer<typeof metricList>;
