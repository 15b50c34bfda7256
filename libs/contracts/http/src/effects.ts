import { z } from 'zod';

/** GET /v1/effects: background work that waits, and what was given up (at most 100, oldest first). */
export const effectsView = z.object({
  waiting: z.int(),
  oldestWaitingSeconds: z.number().nullable(),
  givenUp: z.array(z.object({ id: z.string(), topic: z.string(), error: z.string(), createdAt: z.string(), attempts: z.int() })),
});
export type EffectsView = z.infer<typeof effectsView>;

/** POST /v1/effects/replay: how many are tried again. */
export const effectsReplay = z.object({ replayed: z.int() });
export type EffectsReplay = z.infer<typeof effectsReplay>;
