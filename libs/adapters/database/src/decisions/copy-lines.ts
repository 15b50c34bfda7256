import { hash } from 'node:crypto';
import { toRowId, type Instant } from '@flywheel/primitives';
import type { DecisionRow } from './decision-row.ts';
import { sealPart } from './seal-part.ts';

/** The statement that `copyLines` feeds. */
export const copyDecisions = `COPY decision (decision_id, decided_at, recorded_at, config_version, model_version, pacing_version,
  index_build, record, slots, sealed, viewer_key, sha256) FROM STDIN (FORMAT binary)`;

const columns = 12;
const sha256Bytes = 32;
const signature = Buffer.from('5047434f50590aff0d0a000000000000000000', 'hex');
const epoch2000Ms = 946_684_800_000;
const fixedBytes = 2 + columns * 4 + 16 + 8 * 5 + 4 + 16 + 32;

/** The rows in Postgres' binary COPY format, the viewers' parts sealed on the way. */
export function copyLines(rows: readonly DecisionRow[], recordedAt: Instant): Buffer {
  const sealed = rows.map(({ decision, viewer }) => viewer && sealPart(viewer.part, viewer.dataKey, decision));
  let bytes = signature.length + 2;
  for (let i = 0; i < rows.length; i += 1)
    bytes += fixedBytes + (rows[i]?.record.length ?? 0) + (rows[i]?.slots.length ?? 0) + (sealed[i]?.length ?? 0);
  const to = Buffer.allocUnsafe(bytes);
  let at = signature.copy(to, 0);
  for (let i = 0; i < rows.length; i += 1) at = writeRow(to, at, rows[i] as DecisionRow, sealed[i], recordedAt);
  to.writeInt16BE(-1, at);
  return to.subarray(0, at + 2);
}

function writeRow(to: Buffer, start: number, row: DecisionRow, sealed: Buffer | undefined, recordedAt: Instant): number {
  let at = to.writeInt16BE(columns, start);
  at = writeUuid(to, at, toRowId(row.decision));
  at = writeInstant(to, at, row.decidedAt);
  at = writeInstant(to, at, recordedAt);
  at = writeLong(to, at, row.configVersion);
  at = writeLong(to, at, row.modelVersion);
  at = writeLong(to, at, row.pacingVersion);
  at = to.writeInt32BE(4, at);
  at = to.writeInt32BE(row.indexBuild, at);
  at = writeBytes(to, at, row.record);
  at = writeBytes(to, at, row.slots);
  at = sealed ? writeBytes(to, at, sealed) : to.writeInt32BE(-1, at);
  at = row.viewer ? writeUuid(to, at, toRowId(row.viewer.viewer)) : to.writeInt32BE(-1, at);
  at = to.writeInt32BE(sha256Bytes, at);
  return at + to.write(hash('sha256', row.record, 'binary'), at, sha256Bytes, 'latin1');
}

function writeUuid(to: Buffer, at: number, digits: string): number {
  const next = to.writeInt32BE(16, at);
  return next + to.write(digits, next, 16, 'hex');
}

/** Microseconds since 2000. */
function writeInstant(to: Buffer, at: number, instant: Instant): number {
  return writeLong(to, at, BigInt(Math.round((instant - epoch2000Ms) * 1000)));
}

function writeLong(to: Buffer, at: number, value: bigint): number {
  return to.writeBigInt64BE(value, to.writeInt32BE(8, at));
}

function writeBytes(to: Buffer, at: number, bytes: Uint8Array): number {
  const next = to.writeInt32BE(bytes.length, at);
  to.set(bytes, next);
  return next + bytes.length;
}
