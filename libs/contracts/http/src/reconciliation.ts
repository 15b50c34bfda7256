import { z } from 'zod';
import { wireInstant, wireSignedAmount } from './wire.ts';

const bothSides = {
  leftN: z.number().int(),
  rightN: z.number().int(),
  leftMicros: wireSignedAmount.nullable(),
  rightMicros: wireSignedAmount.nullable(),
};

/** A row whose sides differ. `opens`: a wire id, or an account of the books, that can be looked at; null where nothing can. */
export const ladderRow = z.object({ key: z.string(), opens: z.string().nullable(), ...bothSides });
export type LadderRowView = z.infer<typeof ladderRow>;

/**
 * One step of the ladder: two independent counts of the same thing. Money steps compare rows and micros of one currency (two currencies
 * make two of them), counting steps rows alone. `apart` rows differ, of which `rows` are the first hundred.
 */
export const ladderStep = z.object({
  step: z.number().int(),
  name: z.string(),
  /** What is counted on either side, in words. */
  left: z.string(),
  right: z.string(),
  currency: z.string().length(3).nullable(),
  ...bothSides,
  differenceN: z.number().int(),
  differenceMicros: wireSignedAmount.nullable(),
  apart: z.number().int(),
  rows: z.array(ladderRow),
});
export type LadderStepView = z.infer<typeof ladderStep>;

/** GET /v1/reconciliation, climbed now and not kept: `clean` when every difference is 0. */
export const reconciliation = z.object({ at: wireInstant, clean: z.boolean(), steps: z.array(ladderStep) });
export type ReconciliationView = z.infer<typeof reconciliation>;

/** A claim of the SQL auditor: `hits` rows stand against it, of which `rows` are the first hundred. */
export const auditClaim = z.object({
  claim: z.string(),
  says: z.string(),
  hits: z.number().int(),
  rows: z.array(z.object({ key: z.string(), reason: z.string() })),
});
export type AuditClaimView = z.infer<typeof auditClaim>;

/** A kept run of ladder and auditor: `clean` when no step is apart and no claim is hit. */
export const reconciliationRunHead = z.object({
  run: z.string().regex(/^\d+$/),
  at: wireInstant,
  cause: z.enum(['nightly', 'asked']),
  askedBy: z.string().nullable(),
  tookMs: z.number().int(),
  stepsApart: z.number().int(),
  claimsHit: z.number().int(),
  clean: z.boolean(),
});
export type ReconciliationRunHead = z.infer<typeof reconciliationRunHead>;

/** Query of GET /v1/reconciliation/runs. */
export const runsQuery = z.strictObject({ limit: z.coerce.number().int().min(1).max(400).default(30) });
/** GET /v1/reconciliation/runs: newest first. */
export const reconciliationRuns = z.object({ runs: z.array(reconciliationRunHead) });
export type ReconciliationRuns = z.infer<typeof reconciliationRuns>;

/** GET /v1/reconciliation/runs/:run, and the answer to POST /v1/reconciliation/runs, which makes one now. */
export const reconciliationRun = reconciliationRunHead.extend({ steps: z.array(ladderStep), claims: z.array(auditClaim) });
export type ReconciliationRun = z.infer<typeof reconciliationRun>;
