import type { Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import type { Slot } from '../charges/delivery.ts';

type Relabelled = { imp: string; decidedAt: Instant };

/**
 * The impressions among these slots whose content was given, after the decision, a label that their ad set does not accept (strict:
 * safe; standard: limited too; open: sensitive too). Their slots collapse without a charge.
 */
export async function readRelabelled(tx: Tx, slots: ReadonlyArray<{ slot: Slot; decidedAt: Instant }>): Promise<Set<string>> {
  const placed = slots.filter(({ slot }) => slot.content !== null);
  if (placed.length === 0) return new Set();
  const { rows } = await tx.query<Relabelled>(
    `SELECT wanted.imp FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::timestamptz[]) AS wanted(imp, content_id, ad_set_id, decided_at)
     JOIN content c ON c.content_id = wanted.content_id AND c.labelled_at > wanted.decided_at
     JOIN ad_set s ON s.ad_set_id = wanted.ad_set_id
     WHERE NOT CASE s.safety_tier WHEN 'strict' THEN c.label = 'safe' WHEN 'standard' THEN c.label IN ('safe', 'limited')
       ELSE c.label <> 'blocked' END`,
    [
      placed.map(({ slot }) => slot.imp),
      placed.map(({ slot }) => slot.content),
      placed.map(({ slot }) => slot.adSet),
      placed.map(({ decidedAt }) => new Date(decidedAt)),
    ],
  );
  return new Set(rows.map((row) => row.imp));
}
