import type { DecisionRow } from '@flywheel/database/decisions';
import type { Id } from '@flywheel/primitives';

/** Decision rows between two threads, column by column: the arrays change hands without a copy. They may be longer than the rows need. */
export type RecordParcel = {
  decisions: Array<Id<'dec'>>;
  viewers: Array<Id<'vwr'> | undefined>;
  decidedAt: Float64Array;
  /** Three a row: configuration, model, pacing. */
  versions: BigInt64Array;
  indexBuilds: Int32Array;
  /** Four a row: record, slots, data key, viewer part. */
  lengths: Int32Array;
  bytes: Uint8Array;
};

const versionsPerRow = 3;
const lengthsPerRow = 4;
const nothing = new Uint8Array();

/**
 * The rows as one parcel; they stay what they were, to be put back should writing fail. `spare`: a parcel that came back, whose arrays are
 * used again where they are large enough.
 */
export function parcelOf(rows: readonly DecisionRow[], spare?: RecordParcel): RecordParcel {
  const count = rows.length;
  let total = 0;
  for (const { record, slots, viewer } of rows) {
    total += record.length + slots.length + (viewer ? viewer.dataKey.length + viewer.part.length : 0);
  }
  const arrays = spare && spare.indexBuilds.length >= count && spare.bytes.length >= total ? spare : newArrays(count * 2, total * 2);
  const parcel = { ...arrays, decisions: rows.map((row) => row.decision), viewers: rows.map((row) => row.viewer?.viewer) };
  let at = 0;
  for (let i = 0; i < count; i += 1) at = put(parcel, i, rows[i] as DecisionRow, at);
  return parcel;
}

type ParcelArrays = Omit<RecordParcel, 'decisions' | 'viewers'>;

function newArrays(count: number, bytes: number): ParcelArrays {
  return {
    decidedAt: new Float64Array(count),
    versions: new BigInt64Array(count * versionsPerRow),
    indexBuilds: new Int32Array(count),
    lengths: new Int32Array(count * lengthsPerRow),
    bytes: new Uint8Array(bytes),
  };
}

/** What may change hands with a parcel. */
export function arraysOf({ decidedAt, versions, indexBuilds, lengths, bytes }: RecordParcel): ArrayBuffer[] {
  return [decidedAt, versions, indexBuilds, lengths, bytes].map((array) => array.buffer as ArrayBuffer);
}

/** The rows of a parcel, their bytes still within it. */
export function rowsOf(parcel: RecordParcel): DecisionRow[] {
  const { decisions, viewers, decidedAt, versions, indexBuilds, lengths, bytes } = parcel;
  let at = 0;
  const next = (length: number): Uint8Array => bytes.subarray(at, (at += length));
  return decisions.map((decision, i) => {
    const [record, slots, dataKey, part] = lengths.subarray(i * lengthsPerRow) as unknown as [number, number, number, number];
    const viewer = viewers[i];
    return {
      decision,
      decidedAt: decidedAt[i] as number,
      configVersion: versions[i * versionsPerRow] as bigint,
      modelVersion: versions[i * versionsPerRow + 1] as bigint,
      pacingVersion: versions[i * versionsPerRow + 2] as bigint,
      indexBuild: indexBuilds[i] as number,
      record: next(record),
      slots: next(slots),
      viewer: viewer && { viewer, dataKey: next(dataKey), part: next(part) },
    };
  });
}

function put({ decidedAt, versions, indexBuilds, lengths, bytes }: RecordParcel, i: number, row: DecisionRow, start: number): number {
  decidedAt[i] = row.decidedAt;
  versions[i * versionsPerRow] = row.configVersion;
  versions[i * versionsPerRow + 1] = row.modelVersion;
  versions[i * versionsPerRow + 2] = row.pacingVersion;
  indexBuilds[i] = row.indexBuild;
  const pieces = [row.record, row.slots, row.viewer?.dataKey ?? nothing, row.viewer?.part ?? nothing];
  let at = start;
  for (let k = 0; k < lengthsPerRow; k += 1) {
    const piece = pieces[k] as Uint8Array;
    lengths[i * lengthsPerRow + k] = piece.length;
    bytes.set(piece, at);
    at += piece.length;
  }
  return at;
}
