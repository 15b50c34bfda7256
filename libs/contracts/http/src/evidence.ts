import { z } from 'zod';

const wireHash = z.string().regex(/^[0-9a-f]{64}$/, '64 hex digits');

/** GET /v1/evidence: how far records are linked, what was signed, and with which key. `holds`: this deployment's key signed it. */
export const evidence = z.object({
  fingerprint: wireHash,
  publicKey: z.string(),
  streams: z.array(z.object({ stream: z.enum(['ledger', 'audit', 'batches']), links: z.number().int(), hash: wireHash })),
  checkpoints: z.array(
    z.object({
      day: z.iso.date(),
      holds: z.boolean(),
      content: z.string(),
      signature: z.string(),
      entries: z.number().int().nullable(),
      trialBalanceSha256: wireHash.nullable(),
    }),
  ),
});
export type EvidenceView = z.infer<typeof evidence>;
