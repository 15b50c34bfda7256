import { z } from 'zod';

/** GET /v1/effects: background work that waits, what was given up (at most 100, oldest first), and timed jobs whose last run failed. */
export const effectsView = z.object({
  waiting: z.int(),
  oldestWaitingSeconds: z.number().nullable(),
  givenUp: z.array(z.object({ id: z.string(), topic: z.string(), error: z.string(), createdAt: z.string(), attempts: z.int() })),
  failing: z.array(z.object({ job: z.string(), error: z.string(), times: z.int(), failedAt: z.string() })),
});
export type EffectsView = z.infer<typeof effectsView>;

/** POST /v1/effects/replay: how many are tried again. */
export const effectsReplay = z.object({ replayed: z.int() });
export type EffectsReplay = z.infer<typeof effectsReplay>;
