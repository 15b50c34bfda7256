import { hash } from 'node:crypto';
import { toRowId, type Instant } from '@flywheel/primitives';
import type { DecisionRow, OpenViewerPart } from './decision-row.ts';
import { sealBytes, sealInto } from './seal-part.ts';

/** The statement that `copyLines` feeds. */
export const copyDecisions = `COPY decision (decision_id, decided_at, recorded_at, config_version, model_version, pacing_version,
  index_build, record, slots, sealed, viewer_key, sha256) FROM STDIN (FORMAT binary)`;

const columns = 12;
const sha256Bytes = 32;
const signature = Buffer.from('5047434f50590aff0d0a000000000000000000', 'hex');
const epoch2000Ms = 946_684_800_000;
const firstRoom = 262_144;
const mostKept = 16_777_216;
const fixedBytes = 2 + columns * 4 + 16 + 8 * 5 + 4 + 16 + 32;

// What one COPY was made in, for the next: megabytes anew each time would keep the collector of garbage busy.
let spare: Buffer | undefined;

/** The rows in Postgres' binary COPY format, the viewers' parts sealed on the way. Give them to `reuseLines` when they were sent. */
export function copyLines(rows: readonly DecisionRow[], recordedAt: Instant): Buffer {
  const to = roomFor(rows);
  let at = signature.copy(to, 0);
  for (const row of rows) at = writeRow(to, at, row, recordedAt);
  to.writeInt16BE(-1, at);
  return to.subarray(0, at + 2);
}

/** Lets the memory of lines that nobody reads any more hold the next ones. */
export function reuseLines(lines: Buffer): void {
  if (lines.buffer.byteLength <= mostKept) spare = Buffer.from(lines.buffer);
}

function roomFor(rows: readonly DecisionRow[]): Buffer {
  let bytes = signature.length + 2;
  for (const { record, slots, viewer } of rows) {
    bytes += fixedBytes + record.length + slots.length + (viewer ? sealBytes + viewer.part.length : 0);
  }
  const room = spare;
  spare = undefined;
  // A memory of its own, and larger than asked: groups differ in size.
  return room && room.length >= bytes ? room : Buffer.allocUnsafeSlow(Math.max(firstRoom, bytes * 2));
}

function writeRow(to: Buffer, start: number, row: DecisionRow, recordedAt: Instant): number {
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
  at = row.viewer ? writeSealed(to, at, row.viewer, row.decision) : to.writeInt32BE(-1, at);
  at = row.viewer ? writeUuid(to, at, toRowId(row.viewer.viewer)) : to.writeInt32BE(-1, at);
  at = to.writeInt32BE(sha256Bytes, at);
  return at + to.write(hash('sha256', row.record, 'binary'), at, sha256Bytes, 'latin1');
}

function writeSealed(to: Buffer, at: number, { part, dataKey }: OpenViewerPart, bound: string): number {
  return sealInto(to, to.writeInt32BE(sealBytes + part.length, at), { part, dataKey, bound });
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
