import { z } from 'zod';

/** GET /v1/world: which world this is, and how far its seeding has come (null when nothing runs). */
export const worldView = z.object({
  name: z.enum(['demo', 'live', 'replay']),
  markedDemo: z.boolean(),
  seeding: z.object({ done: z.int(), total: z.int(), note: z.string() }).nullable(),
  /** People a segment must hold to be sold. */
  segmentMinPeople: z.int(),
  /** The world's now, ISO 8601 UTC: the database's clock; in a replayed world the last moment of its data. */
  now: z.string(),
  /** First and last UTC day that has events, `YYYY-MM-DD`; null while there are none. */
  firstDay: z.string().nullable(),
  lastDay: z.string().nullable(),
});
export type WorldView = z.infer<typeof worldView>;

/** GET /health: `ok` (200), or `degraded` (503) while the database does not answer. `alerts`: what to look at. */
export const healthView = z.object({
  status: z.enum(['ok', 'degraded', 'stopping']),
  database: z.enum(['ok', 'away']),
  alerts: z.array(z.string()).optional(),
});
export type HealthView = z.infer<typeof healthView>;
