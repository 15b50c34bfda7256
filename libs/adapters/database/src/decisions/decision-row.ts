import type { Id, Instant } from '@flywheel/primitives';

/** The person's part before it is sealed: packed bytes, whose they are, and the key of his identity row. */
export type OpenViewerPart = { viewer: Id<'vwr'>; dataKey: Uint8Array; part: Uint8Array };

/** A decision ready to be written. */
export type DecisionRow = {
  decision: Id<'dec'>;
  decidedAt: Instant;
  configVersion: bigint;
  modelVersion: bigint;
  pacingVersion: bigint;
  indexBuild: number;
  record: Uint8Array;
  slots: Uint8Array;
  viewer: OpenViewerPart | undefined;
};
