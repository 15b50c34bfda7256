import { z } from 'zod';
import { batchLimit } from './events.ts';

/** PUT /v1/viewers, /v1/creators, /v1/contents. Each item is checked on its own by its schema in @flywheel/events. */
export const upsertRequest = z.strictObject({ items: z.array(z.unknown()).min(1).max(batchLimit) });
export type UpsertRequest = z.infer<typeof upsertRequest>;

/** What became of one item. `unchanged`: it was known word for word. */
export const upsertResult = z.object({
  id: z.string().nullable(),
  outcome: z.enum(['stored', 'unchanged', 'refused']),
  reason: z.enum(['invalid', 'repeated', 'unknown-creator', 'unknown-parent']).optional(),
  field: z.string().optional(),
});
export type UpsertResult = z.infer<typeof upsertResult>;

/** Answer to the three PUTs; received = stored + unchanged + refused. */
export const upsertResponse = z.object({
  received: z.int(),
  stored: z.int(),
  unchanged: z.int(),
  refused: z.int(),
  results: z.array(upsertResult),
});
export type UpsertResponse = z.infer<typeof upsertResponse>;

/** DELETE /v1/viewers/:id: what was removed, what stays and why. A second call answers `unknown`. */
export const eraseResponse = z.object({
  outcome: z.enum(['erased', 'unknown']),
  removed: z.record(z.string(), z.int()),
  stays: z.array(z.object({ what: z.string(), why: z.string() })),
});
export type EraseResponse = z.infer<typeof eraseResponse>;
