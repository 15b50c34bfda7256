import { z } from 'zod';
import { wireAmount, wireId, wireInstant, wireSignedAmount } from './wire.ts';

export const periodParameter = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'a month as YYYY-MM');

/** A month of the books. Its profit is what the close carries to retained earnings; estimated while it is open. */
export const periodView = z.object({
  period: z.string(),
  state: z.enum(['open', 'closed']),
  version: z.number().int(),
  closedAt: wireInstant.nullable(),
  closedBy: z.string().nullable(),
  snapshotSha256: z.string().nullable(),
  currency: z.string().length(3),
  revenueMicros: wireSignedAmount,
  creatorShareMicros: wireSignedAmount,
  profitMicros: wireSignedAmount,
  reinvestedMicros: wireAmount,
});
export type PeriodView = z.infer<typeof periodView>;
/** GET /v1/periods: newest first. */
export const periodList = z.object({ periods: z.array(periodView) });
export type PeriodList = z.infer<typeof periodList>;

/** Why a month can not be closed yet; each with a sentence for the person. */
export const closeFinding = z.object({
  gate: z.enum(['not-over', 'already-closed', 'earlier-month-open', 'unsealed-minutes', 'ladder', 'audit', 'trial-balance']),
  detail: z.string(),
});
/** POST /v1/periods/:period/close */
export const closeAnswer = z.object({
  outcome: z.enum(['closed', 'refused']),
  period: z.string(),
  findings: z.array(closeFinding),
  snapshotSha256: z.string().nullable(),
});
export type CloseAnswer = z.infer<typeof closeAnswer>;

export const reinvestmentView = z.object({
  run: wireId('rei'),
  period: z.string(),
  currency: z.string().length(3),
  basisMicros: wireAmount,
  rateBps: z.number().int(),
  amountMicros: wireAmount,
  funds: z.array(z.object({ fund: z.string(), amountMicros: wireAmount })),
  snapshotSha256: z.string(),
  entry: wireId('ent'),
  postedAt: wireInstant,
  postedBy: z.string(),
});
export type ReinvestmentView = z.infer<typeof reinvestmentView>;
/** GET /v1/reinvestments: newest period first. */
export const reinvestmentList = z.object({ runs: z.array(reinvestmentView) });
export type ReinvestmentList = z.infer<typeof reinvestmentList>;
/** POST /v1/periods/:period/reinvestment */
export const reinvestmentAnswer = z.object({
  outcome: z.enum(['posted', 'replayed', 'refused']),
  reason: z.enum(['period-open', 'nothing-to-allocate', 'beyond-retained']).nullable(),
  run: reinvestmentView.nullable(),
});
export type ReinvestmentAnswer = z.infer<typeof reinvestmentAnswer>;
