import { quarantineReasons } from '@flywheel/events';
import { z } from 'zod';

/**
 * GET /v1/quarantine?reason=&waiting=true&limit=: newest first. `payload` is null where consent was missing; values in it that may name
 * somebody are hidden.
 */
export const quarantineQuery = z.strictObject({
  reason: z.enum(quarantineReasons).optional(),
  waiting: z.enum(['true', 'false']).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type QuarantineQuery = z.infer<typeof quarantineQuery>;

/** One event that was set aside. */
export const quarantineRow = z.object({
  id: z.string(),
  source: z.string(),
  stage: z.string(),
  reason: z.enum(quarantineReasons),
  field: z.string().nullable(),
  event: z.string().nullable(),
  payload: z.unknown().nullable(),
  receivedAt: z.string(),
  attempts: z.int(),
  replayedAt: z.string().nullable(),
  replayOutcome: z.string().nullable(),
});
export type QuarantineRow = z.infer<typeof quarantineRow>;

/** Answer to GET /v1/quarantine. */
export const quarantineList = z.object({
  rows: z.array(quarantineRow),
  waiting: z.array(z.object({ reason: z.enum(quarantineReasons), waiting: z.int(), oldestAt: z.string(), newestAt: z.string() })),
});
export type QuarantineList = z.infer<typeof quarantineList>;

/**
 * POST /v1/quarantine/replay. Try with `dryRun` first: it tells what would happen and changes nothing. `most` rows at most are tried,
 * oldest first, from behind `after`, which is the `next` of the answer before.
 */
export const replayRequest = z.strictObject({
  reason: z.enum(quarantineReasons).optional(),
  dryRun: z.boolean().default(true),
  after: z
    .string()
    .regex(/^\d{1,18}$/)
    .default('0'),
  most: z.int().min(1).max(1_000_000).default(1_000_000),
});
export type ReplayRequest = z.infer<typeof replayRequest>;

/** What became of rows that waited for one reason: `now` is why they still wait. */
export const replayedRows = z.object({
  was: z.enum(quarantineReasons),
  outcome: z.enum(['stored', 'duplicate', 'still']),
  now: z.enum(quarantineReasons).nullable(),
  events: z.int(),
});
export type ReplayedRows = z.infer<typeof replayedRows>;

/** tried = stored + duplicate + still; `final` rows (no consent) are never tried. `next` is null when none is left to try. */
export const replayResponse = z.object({
  dryRun: z.boolean(),
  next: z.string().nullable(),
  details: z.array(replayedRows),
  tried: z.int(),
  stored: z.int(),
  duplicate: z.int(),
  still: z.int(),
  final: z.int(),
});
export type ReplayResponse = z.infer<typeof replayResponse>;
