import { z } from 'zod';
import { wireAmount, wireId, wireInstant, wireSignedAmount } from './wire.ts';

/** GET /v1/creators/:id/statement?period=YYYY-MM; without a period: the month of now. `id` is `crt_…` or the platform's own id. */
export const statementQuery = z.strictObject({
  period: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
    .optional(),
});

/** Money of a day or a piece of content. Final: sealed and in the ledger. Estimated: charged, its minute not sealed yet. */
export const statementLine = z.object({
  /** Charged impressions and clicks that stand behind the amounts. */
  charges: z.number().int(),
  /** What advertisers were charged on this creator's content is not shown; this is the creator's own share. */
  finalMicros: wireAmount,
  estimatedMicros: wireAmount,
});
export const creatorStatement = z.object({
  creator: wireId('crt'),
  displayName: z.string(),
  period: z.string(),
  state: z.enum(['open', 'closed']),
  currency: z.string().length(3),
  rule: z.object({ version: z.number().int(), shareBps: z.number().int(), formula: z.string() }),
  totals: statementLine.extend({
    /** What the ledger says for this creator and month; equals finalMicros. */
    ledgerMicros: wireSignedAmount,
    /** All that is owed to the creator today: pending, whatever the month. */
    pendingMicros: wireSignedAmount,
  }),
  byDay: z.array(statementLine.extend({ day: z.iso.date() })),
  byContent: z.array(statementLine.extend({ content: wireId('cnt').nullable(), platformId: z.string().nullable(), title: z.string() })),
  completeThrough: wireInstant.nullable(),
});
export type CreatorStatement = z.infer<typeof creatorStatement>;
