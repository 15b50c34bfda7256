import { z } from 'zod';
import { wireInstant, wireSignedAmount } from './wire.ts';

/** One step of the ladder: two independent counts of the same thing. Money steps compare micros, counting steps rows. */
export const ladderStep = z.object({
  step: z.number().int(),
  name: z.string(),
  /** What is counted on either side, in words. */
  left: z.string(),
  right: z.string(),
  leftN: z.number().int(),
  rightN: z.number().int(),
  leftMicros: wireSignedAmount.nullable(),
  rightMicros: wireSignedAmount.nullable(),
  differenceN: z.number().int(),
  differenceMicros: wireSignedAmount.nullable(),
});
export type LadderStepView = z.infer<typeof ladderStep>;

/** GET /v1/reconciliation: `clean` when every difference is 0. */
export const reconciliation = z.object({ at: wireInstant, clean: z.boolean(), steps: z.array(ladderStep) });
export type ReconciliationView = z.infer<typeof reconciliation>;
