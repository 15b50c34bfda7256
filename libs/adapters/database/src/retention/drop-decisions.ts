import { createHash } from 'node:crypto';
import type { Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import type { OldDecision } from './read-old-decisions.ts';
import type { WalkClass } from './walk.ts';

/** Deletes decisions and leaves the proof of it: how many, how large, made before `cutoff`, and SHA-256 over their ids and hashes. */
export async function dropDecisions(
  tx: Tx,
  { decisions, ...proof }: { decisions: readonly OldDecision[]; class: WalkClass; cutoff: Instant; at: Instant },
): Promise<void> {
  if (decisions.length === 0) return;
  const hash = createHash('sha256');
  for (const { id, sha256 } of decisions) hash.update(Buffer.from(id.replaceAll('-', ''), 'hex')).update(sha256);
  await tx.query('DELETE FROM decision WHERE decision_id = ANY ($1::uuid[])', [decisions.map((each) => each.id)]);
  const bytes = decisions.reduce((sum, each) => sum + each.bytes, 0);
  await tx.query('INSERT INTO retention_proof (class, at, cutoff, rows, bytes, sha256) VALUES ($1, $2, $3, $4, $5, $6)', [
    proof.class,
    new Date(proof.at),
    new Date(proof.cutoff),
    decisions.length,
    bytes,
    hash.digest(),
  ]);
}
