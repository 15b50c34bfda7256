import { quarantineReasons } from '@flywheel/events';
import { z } from 'zod';

/** GET /v1/quarantine?reason=&waiting=true&limit=: newest first. `payload` is null where consent was missing. */
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
  waiting: z.array(z.object({ reason: z.enum(quarantineReasons), waiting: z.int() })),
});
export type QuarantineList = z.infer<typeof quarantineList>;

/** POST /v1/quarantine/replay. Try with `dryRun` first: it tells what would happen and changes nothing. */
export const replayRequest = z.strictObject({ reason: z.enum(quarantineReasons).optional(), dryRun: z.boolean().default(true) });

/** tried = stored + duplicate + still; `final` rows (no consent) are never tried. */
export const replayResponse = z.object({
  dryRun: z.boolean(),
  tried: z.int(),
  stored: z.int(),
  duplicate: z.int(),
  still: z.int(),
  final: z.int(),
});
export type ReplayResponse = z.infer<typeof replayResponse>;
