import { eventKinds, quarantineReasons } from '@flywheel/events';
import { z } from 'zod';

/** What can become of an event. */
export const eventOutcomes = ['stored', 'duplicate', 'quarantined'] as const;

/** How many events of each sort (stored; not stored) a process remembers. */
export const tailKept = 250;

/**
 * GET /v1/ingest/tail?kind=&outcome=&reason=&after=&limit=: the newest events that this process was sent, newest first; of those that are
 * remembered, `after` leaves out what the asker has seen already (the `last` of the answer before).
 */
export const tailQuery = z.strictObject({
  kind: z.enum(eventKinds).optional(),
  outcome: z.enum(eventOutcomes).optional(),
  reason: z.enum(quarantineReasons).optional(),
  after: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});
export type TailQuery = z.infer<typeof tailQuery>;

/**
 * One event: what became of it, and nothing that says whose it was. `kind` and `ageMs` are null where they could not be read, or where
 * consent was missing.
 */
export const tailEntry = z.object({
  /** Rises by one with every event that the process remembers. */
  serial: z.int(),
  acceptedAt: z.string(),
  kind: z.enum(eventKinds).nullable(),
  outcome: z.enum(eventOutcomes),
  reason: z.enum(quarantineReasons).nullable(),
  field: z.string().nullable(),
  /** How old the event was when it came, by the time it was sent with, in ms; below zero it lay ahead. */
  ageMs: z.int().nullable(),
  source: z.string(),
});
export type TailEntry = z.infer<typeof tailEntry>;

/** Answer to GET /v1/ingest/tail. `seen`: every event since `since`, remembered or not. */
export const eventTail = z.object({
  since: z.string(),
  now: z.string(),
  last: z.int(),
  seen: z.object({ stored: z.int(), duplicate: z.int(), quarantined: z.int() }),
  entries: z.array(tailEntry),
  /** False: this process takes no events, another one does; its tail is there. */
  takesEvents: z.boolean(),
});
export type EventTail = z.infer<typeof eventTail>;
