import { hash } from 'node:crypto';
import { toRowId, type Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import type { CopyIn } from '../copy-into.ts';
import type { Database } from '../database.ts';
import { lockPeopleForWriting } from '../people/person-lock.ts';
import { copyDecisions, copyLines, reuseLines } from './copy-lines.ts';
import type { DecisionRow } from './decision-row.ts';
import { sealPart } from './seal-part.ts';

// A person may be erased between the decision and its record; the lock makes the list of the erased complete.
const recentlyMs = 3_600_000;
const uniqueViolation = '23505';

/** Writes decisions. A group whose commit was not heard of may be there already: then its rows go in where they are missing. */
export async function writeDecisions(database: Database, rows: readonly DecisionRow[], recordedAt: Instant): Promise<void> {
  try {
    await copyDecisionRows(database, rows, recordedAt);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === uniqueViolation)) throw error;
    await database.inTransaction((tx) => insertDecisions(tx, rows, recordedAt));
  }
}

/** Writes decisions with one COPY. Throws when one of them is there already: `insertDecisions` then keeps the rest. */
async function copyDecisionRows(database: Database, rows: readonly DecisionRow[], recordedAt: Instant): Promise<void> {
  const copy = async (kept: readonly DecisionRow[], copyIn: CopyIn): Promise<void> => {
    const lines = copyLines(kept, recordedAt);
    await copyIn(copyDecisions, lines);
    reuseLines(lines);
  };
  if (!rows.some((row) => row.viewer)) return copy(rows, (sql, lines) => database.copyIn(sql, lines));
  await database.inTransaction(async (tx, copyIn) => copy(await withoutErased(tx, rows), copyIn));
}

/** Writes decisions one statement for all; one that is there already stays as it is. */
export async function insertDecisions(tx: Tx, rows: readonly DecisionRow[], recordedAt: Instant): Promise<void> {
  const kept = rows.some((row) => row.viewer) ? await withoutErased(tx, rows) : rows;
  await tx.query(
    `INSERT INTO decision (decision_id, decided_at, recorded_at, config_version, model_version, pacing_version, index_build, record, slots,
       sealed, viewer_key, sha256)
     SELECT d, a, $12, c, m, p, i, r, s, e, v, h
     FROM unnest($1::uuid[], $2::timestamptz[], $3::bigint[], $4::bigint[], $5::bigint[], $6::integer[], $7::bytea[], $8::bytea[],
       $9::bytea[], $10::uuid[], $11::bytea[]) AS u(d, a, c, m, p, i, r, s, e, v, h)
     ON CONFLICT DO NOTHING`,
    [
      kept.map((row) => toRowId(row.decision)),
      kept.map((row) => new Date(row.decidedAt)),
      kept.map((row) => row.configVersion),
      kept.map((row) => row.modelVersion),
      kept.map((row) => row.pacingVersion),
      kept.map((row) => row.indexBuild),
      kept.map((row) => Buffer.from(row.record)),
      kept.map((row) => Buffer.from(row.slots)),
      kept.map(({ decision, viewer }) => (viewer ? sealPart(viewer.part, viewer.dataKey, decision) : null)),
      kept.map(({ viewer }) => (viewer ? toRowId(viewer.viewer) : null)),
      kept.map((row) => hash('sha256', row.record, 'buffer')),
      new Date(recordedAt),
    ],
  );
}

/** Takes the person out of decisions whose viewer was erased meanwhile; holds erasures off until the transaction ends. */
async function withoutErased(tx: Tx, rows: readonly DecisionRow[]): Promise<readonly DecisionRow[]> {
  await lockPeopleForWriting(tx);
  const oldest = rows.reduce((first, row) => Math.min(first, row.decidedAt), Infinity);
  const { rows: erased } = await tx.query<{ viewer: string }>(
    `SELECT wire_id('vwr', viewer_key) AS viewer FROM erasure WHERE erased_at >= $1`,
    [new Date(oldest - recentlyMs)],
  );
  if (erased.length === 0) return rows;
  const gone = new Set(erased.map((row) => row.viewer));
  return rows.map((row) => (row.viewer && gone.has(row.viewer.viewer) ? { ...row, viewer: undefined } : row));
}
