import { fromRowId, type Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import { uuidText } from '../charges/delivery.ts';
import { unpackSlots } from '../decisions/slot-lines.ts';

/** A decision that may have had its time: its row id, its size, its hash, and when a charge of it was last accepted. */
export type OldDecision = {
  readonly id: string;
  readonly bytes: number;
  readonly sha256: Uint8Array;
  /** At price 0 as well: such a judgement can be appealed against too. */
  readonly lastChargedAt: Instant | undefined;
  readonly decidedAt: Instant;
  /** The versions it was made from. */
  readonly config: bigint;
  readonly model: bigint;
  readonly pacing: bigint;
};

type Line = { imp: string; campaign: string };

/** The next decisions after `after` (a row id) that were made before `before`, in the order of time; at most `limit`. */
export async function readOldDecisions(tx: Tx, range: { after: string; before: Instant; limit: number }): Promise<OldDecision[]> {
  const { rows } = await tx.query<Row>(
    `SELECT decision_id::text AS id, slots, sha256, decided_at, config_version AS config, model_version AS model,
       pacing_version AS pacing, octet_length(record) + octet_length(slots) + coalesce(octet_length(sealed), 0) AS bytes
     FROM decision WHERE decision_id > $1::uuid AND decision_id < $2::uuid ORDER BY decision_id LIMIT $3`,
    [range.after, firstIdOf(range.before), range.limit],
  );
  const lines = rows.map(linesOf);
  const charged = await readLastCharges(tx, lines.flat());
  return rows.map(({ slots: _slots, decided_at: decidedAt, ...row }, at) => {
    const times = (lines[at] ?? []).flatMap(({ imp }) => charged.get(imp) ?? []);
    return { ...row, decidedAt: decidedAt.getTime(), lastChargedAt: times.length === 0 ? undefined : Math.max(...times) };
  });
}

/** The smallest id (UUIDv7) of that instant. */
export function firstIdOf(at: Instant): string {
  return `${Math.max(0, Math.trunc(at)).toString(16).padStart(12, '0')}${'0'.repeat(20)}`;
}

function linesOf({ id, slots }: Row): Line[] {
  // Empty decisions are many; their head says so without unpacking.
  if (slots[1] === 0) return [];
  return unpackSlots(fromRowId('dec', id), slots).map((slot) => ({ imp: uuidText(slot.imp), campaign: uuidText(slot.campaign) }));
}

/** By impression. The bounds leave only the partitions that these impressions can be in. */
async function readLastCharges(tx: Tx, lines: readonly Line[]): Promise<Map<string, Instant>> {
  const imps = lines.map((line) => line.imp);
  if (imps.length === 0) return new Map();
  const sorted = [...imps].sort();
  const { rows } = await tx.query<{ imp_id: string; last: Date }>(
    `SELECT c.imp_id::text AS imp_id, max(c.bucket) AS last FROM unnest($1::uuid[], $2::uuid[]) AS w(campaign_id, imp_id)
     JOIN charge c ON c.campaign_id = w.campaign_id AND c.imp_id = w.imp_id
     WHERE c.imp_id BETWEEN $3::uuid AND $4::uuid GROUP BY c.imp_id`,
    [lines.map((line) => line.campaign), imps, sorted[0], sorted.at(-1)],
  );
  return new Map(rows.map((row) => [row.imp_id, row.last.getTime()]));
}

type Row = {
  id: string;
  slots: Buffer;
  sha256: Buffer;
  bytes: number;
  decided_at: Date;
  config: bigint;
  model: bigint;
  pacing: bigint;
};
