import { quarantineReasons, wireTime } from '@flywheel/events';
import { z } from 'zod';

/** Most events, or items, in one request. */
export const batchLimit = 1000;

/**
 * POST /v1/events. The envelope only: each event is checked on its own, so a bad one never costs the others. `sentAt` is what the sender's
 * clock shows while it sends: where it differs from ours, the events' times are kept as sent, and corrected in a column of their own.
 */
export const eventsRequest = z.strictObject({ events: z.array(z.unknown()).min(1).max(batchLimit), sentAt: wireTime.optional() });
export type EventsRequest = z.infer<typeof eventsRequest>;

/** What became of one event; `id` is null when the event had none that can be read. */
export const eventResult = z.object({
  id: z.string().nullable(),
  outcome: z.enum(['stored', 'duplicate', 'quarantined']),
  reason: z.enum(quarantineReasons).optional(),
  field: z.string().optional(),
});
export type EventResult = z.infer<typeof eventResult>;

/** Answer to POST /v1/events, in the order of the request; received = stored + duplicate + quarantined. */
export const eventsResponse = z.object({
  batch: z.string(),
  received: z.int(),
  stored: z.int(),
  duplicate: z.int(),
  quarantined: z.int(),
  results: z.array(eventResult),
});
export type EventsResponse = z.infer<typeof eventsResponse>;

/** GET /v1/ingest/status: counts since midnight UTC per source, and per minute of the last hour. */
export const ingestStatus = z.object({
  sources: z.array(
    z.object({
      source: z.string(),
      received: z.int(),
      stored: z.int(),
      duplicate: z.int(),
      quarantined: z.int(),
      lastAt: z.string().nullable(),
      minutes: z.array(z.object({ minute: z.string(), received: z.int(), stored: z.int(), duplicate: z.int(), quarantined: z.int() })),
    }),
  ),
  totals: z.object({
    received: z.int(),
    stored: z.int(),
    duplicate: z.int(),
    quarantined: z.int(),
    difference: z.int(),
    unrecorded: z.int(),
  }),
  quarantineWaiting: z.array(z.object({ reason: z.enum(quarantineReasons), waiting: z.int() })),
  /** Effects (segment updates and the like) that are committed and not done yet. */
  backlog: z.int(),
});
export type IngestStatus = z.infer<typeof ingestStatus>;
