import { z } from 'zod';

/** What a beacon reports: the last part of `POST /b/:kind`. */
export const beaconKind = z.enum(['impression', 'viewable', 'click']);
export type BeaconKind = z.infer<typeof beaconKind>;

/**
 * The body of a beacon sent as JSON; as text/plain the body is the token itself. `occurredAt` is the sender's own time, for
 * reports only.
 */
export const beaconRequest = z.strictObject({ token: z.string().min(1).max(4096), occurredAt: z.iso.datetime().optional() });
export type BeaconRequest = z.infer<typeof beaconRequest>;
