import { z } from 'zod';
import { batchName } from './batch-name.ts';
import { wireAmount, wireId, wireInstant, wireSignedAmount } from './wire.ts';

/** An account of the books: its text (`code` or `code:owner`), what the chart calls it, whom it belongs to. */
export const ledgerAccount = z.object({
  account: z.string(),
  code: z.string().length(4),
  name: z.string(),
  type: z.enum(['asset', 'liability', 'equity', 'income', 'expense']),
  owner: z.string().nullable(),
  /** The owner in a person's words: an account's, campaign's or creator's name. */
  ownerName: z.string().nullable(),
  currency: z.string().length(3),
  debitMicros: wireAmount,
  creditMicros: wireAmount,
  /** Debit positive, credit negative. */
  balanceMicros: wireSignedAmount,
});
export type LedgerAccount = z.infer<typeof ledgerAccount>;

/** GET /v1/ledger/trial-balance: one row a code and currency; `balanced` when debits equal credits in every currency. */
export const trialBalance = z.object({
  asOf: wireInstant,
  balanced: z.boolean(),
  rows: z.array(
    z.object({
      code: z.string().length(4),
      name: z.string(),
      type: ledgerAccount.shape.type,
      currency: z.string().length(3),
      debitMicros: wireAmount,
      creditMicros: wireAmount,
      balanceMicros: wireSignedAmount,
    }),
  ),
  totals: z.array(
    z.object({ currency: z.string().length(3), debitMicros: wireAmount, creditMicros: wireAmount, differenceMicros: wireSignedAmount }),
  ),
});
export type TrialBalanceView = z.infer<typeof trialBalance>;

/** GET /v1/ledger/accounts?code=&limit= */
export const accountsQuery = z.strictObject({
  code: z
    .string()
    .regex(/^\d{4}$/)
    .optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(200),
});

/** GET /v1/ledger/entries?account=&kind=&from=&to=&limit=, newest first; `next` is the `after` of the next page. */
export const entriesQuery = z.strictObject({
  account: z.string().max(80).optional(),
  kind: z.string().max(40).optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  after: wireId('ent').optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});
export type EntriesQuery = z.infer<typeof entriesQuery>;

export const ledgerPosting = z.object({
  account: z.string(),
  name: z.string(),
  currency: z.string().length(3),
  amountMicros: wireSignedAmount,
});
export const ledgerEntry = z.object({
  entry: wireId('ent'),
  key: z.string(),
  kind: z.string(),
  effectiveOn: z.iso.date(),
  recordedAt: wireInstant,
  actor: z.string(),
  reason: z.string().nullable(),
  relatesTo: wireId('ent').nullable(),
  ruleVersion: z.number().int().nullable(),
  meta: z.record(z.string(), z.string()),
  /** Sum of the debits. */
  amountMicros: wireAmount,
  currency: z.string().length(3),
  postings: z.array(ledgerPosting),
});
export type LedgerEntry = z.infer<typeof ledgerEntry>;

/** What an entry of a batch was made of, and whether its hash still holds. */
export const ledgerBatch = z.object({
  batch: batchName,
  bucket: wireInstant,
  campaign: wireId('cmp'),
  rows: z.number().int(),
  amountMicros: wireAmount,
  shareMicros: wireAmount,
  sha256: z.string(),
  hashHolds: z.boolean(),
});

/**
 * GET /v1/ledger/entries/:id; `batch` is null for an entry of another kind; `related` are the entries that name this one. `keptElsewhere`:
 * budgets, charges or months follow it, so no reversal of it is taken.
 */
export const ledgerEntryDetail = z.object({
  keptElsewhere: z.boolean(),
  entry: ledgerEntry,
  batch: ledgerBatch.nullable(),
  related: z.array(z.object({ entry: wireId('ent'), kind: z.string() })),
});
export type LedgerEntryDetail = z.infer<typeof ledgerEntryDetail>;

/** POST /v1/ledger/entries/:id/reversal */
export const reversalRequest = z.strictObject({ reason: z.string().trim().min(3).max(500) });
export const reversalAnswer = z.object({ outcome: z.enum(['posted', 'replayed']), entry: wireId('ent') });
export type ReversalAnswer = z.infer<typeof reversalAnswer>;

/** How batches sealed now are booked: all that advertisers pay as revenue (`principal`), or the operator's fee (`agent`). */
export const revenueModeView = z.object({ mode: z.enum(['principal', 'agent']), since: wireInstant.nullable() });
export type RevenueModeView = z.infer<typeof revenueModeView>;
