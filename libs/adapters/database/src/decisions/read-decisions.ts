import { toRowId, type Id, type Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import type { DecisionSlot } from './decision-slot.ts';
import { openPart } from './seal-part.ts';
import { unpackSlots } from './slot-lines.ts';

/** A decision as stored. */
export type StoredDecision = {
  decision: Id<'dec'>;
  decidedAt: Instant;
  recordedAt: Instant;
  configVersion: bigint;
  modelVersion: bigint;
  pacingVersion: bigint;
  indexBuild: number;
  /** Packed: see `unpackRecord` of domain/auction. */
  record: Uint8Array;
  slots: DecisionSlot[];
  /** Packed: see `unpackViewerPart`; undefined where no person was known, 'erased' where his key is gone. */
  viewerPart: Uint8Array | 'erased' | undefined;
  /** SHA-256 of `record`, as it was written. */
  sha256: Uint8Array;
};

/** The newest decisions; at most `limit`. */
export async function listRecentDecisions(tx: Tx, limit: number): Promise<StoredDecision[]> {
  const { rows } = await tx.query<Row>(`${select} ORDER BY d.decision_id DESC LIMIT $1`, [limit]);
  return rows.map(toStored);
}

/** One decision; undefined when its record was never written or is gone. */
export async function readStoredDecision(tx: Tx, decision: Id<'dec'>): Promise<StoredDecision | undefined> {
  const [stored] = await readStoredDecisions(tx, [decision]);
  return stored;
}

/** Any number of decisions, in the order of their ids; those that are not there are missing. */
export async function readStoredDecisions(tx: Tx, decisions: ReadonlyArray<Id<'dec'>>): Promise<StoredDecision[]> {
  const { rows } = await tx.query<Row>(`${select} WHERE d.decision_id = ANY ($1::uuid[]) ORDER BY d.decision_id`, [decisions.map(toRowId)]);
  return rows.map(toStored);
}

/** The ids after `after` (undefined: from the first), in the order of time. */
export async function readDecisionIds(tx: Tx, after: Id<'dec'> | undefined, limit: number): Promise<Array<Id<'dec'>>> {
  const { rows } = await tx.query<{ decision: Id<'dec'> }>(
    `SELECT wire_id('dec', decision_id) AS decision FROM decision WHERE $1::uuid IS NULL OR decision_id > $1 ORDER BY decision_id LIMIT $2`,
    [after === undefined ? null : toRowId(after), limit],
  );
  return rows.map((row) => row.decision);
}

/** Filled slots of decisions made at or after `since`, with the pseudonym they were made for where one was known. */
export async function readOpenSlots(tx: Tx, since: Instant): Promise<Array<{ slot: DecisionSlot; viewer: Id<'vwr'> | undefined }>> {
  const { rows } = await tx.query<{ decision: Id<'dec'>; slots: Buffer; viewer: Id<'vwr'> | null }>(
    `SELECT wire_id('dec', decision_id) AS decision, slots, CASE WHEN viewer_key IS NOT NULL THEN wire_id('vwr', viewer_key) END AS viewer
     FROM decision WHERE decision_id >= $1::uuid AND get_byte(slots, 1) > 0 ORDER BY decision_id`,
    [`${Math.max(0, Math.trunc(since)).toString(16).padStart(12, '0')}${'0'.repeat(20)}`],
  );
  return rows.flatMap(({ decision, slots, viewer }) => unpackSlots(decision, slots).map((slot) => ({ slot, viewer: viewer ?? undefined })));
}

type Row = {
  decision: Id<'dec'>;
  decided_at: Date;
  recorded_at: Date;
  config_version: bigint;
  model_version: bigint;
  pacing_version: bigint;
  index_build: number;
  record: Buffer;
  slots: Buffer;
  sealed: Buffer | null;
  data_key: Buffer | null;
  sha256: Buffer;
  had_viewer: boolean;
};

const select = `
SELECT wire_id('dec', d.decision_id) AS decision, d.decided_at, d.recorded_at, d.config_version, d.model_version, d.pacing_version,
  d.index_build, d.record, d.slots, d.sealed, d.sha256, i.data_key
FROM decision d LEFT JOIN identity i ON i.viewer_key = d.viewer_key`;

function toStored(row: Row): StoredDecision {
  return {
    decision: row.decision,
    decidedAt: row.decided_at.getTime(),
    recordedAt: row.recorded_at.getTime(),
    configVersion: row.config_version,
    modelVersion: row.model_version,
    pacingVersion: row.pacing_version,
    indexBuild: row.index_build,
    record: row.record,
    slots: unpackSlots(row.decision, row.slots),
    viewerPart: viewerPart(row),
    sha256: row.sha256,
  };
}

function viewerPart({ decision, sealed, data_key }: Row): StoredDecision['viewerPart'] {
  if (!sealed) return undefined;
  return data_key ? openPart(sealed, data_key, decision) : 'erased';
}
