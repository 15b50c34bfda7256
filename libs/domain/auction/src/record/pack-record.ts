import { toRowId } from '@flywheel/primitives';
import { ByteWriter } from './byte-writer.ts';
import type { DecisionRecord, Drop, JsonText, RecordedPlacement, RecordedRules, StateRead, StoppingProof } from './decision-record.ts';
import { packCaps } from './pack-caps.ts';
import { packFinalists } from './pack-finalists.ts';
import { packVisited } from './pack-visited.ts';
import { beginSection, endSection } from './sections.ts';

/** First byte and format number of a packed record. A build reads every format it ever wrote. */
export const recordFormat = { mark: 0x46, version: 1 } as const;

/** The order is part of the format: append only. */
export const ruleNumbers = ['first', 'second', 'gsp', 'vcg'] as const;
export const readKinds = ['lease', 'throttle', 'reservation', 'fatigue', 'ghost'] as const;

const writer = new ByteWriter();

/** Packs a record into bytes of its own. Runs on the decision's path: one shared buffer, no object per visited ad. */
export function packRecord(record: DecisionRecord): Uint8Array {
  const to = writer;
  to.reset();
  to.u8(recordFormat.mark);
  to.u8(recordFormat.version);
  let head = beginSection(to, 1, undefined);
  to.hex(toRowId(record.decision));
  to.f64(record.decidedAt);
  to.count(record.tookUs);
  to.u8(record.mode === 'full' ? 1 : 0);
  to.u8(record.placements.length);
  // Not written where it is not so: records from before it was known stay what they were.
  if (record.explored) to.u8(1);
  endSection(to, head);
  head = beginSection(to, 2, undefined);
  to.count(record.versions.engine);
  to.big(record.versions.config);
  to.big(record.versions.model);
  to.big(record.versions.pacing);
  endSection(to, head);
  head = beginSection(to, 3, undefined);
  to.text(record.seed);
  endSection(to, head);
  head = beginSection(to, 4, undefined);
  writeJson(to, record.context);
  endSection(to, head);
  head = beginSection(to, 14, undefined);
  packCaps(to, record.caps);
  endSection(to, head);
  for (let i = 0; i < record.placements.length; i += 1) packPlacement(to, record.placements[i] as RecordedPlacement, i);
  return to.taken();
}

function packPlacement(to: ByteWriter, placement: RecordedPlacement, at: number): void {
  let head = beginSection(to, 5, at);
  to.text(placement.placement);
  to.text(placement.format);
  to.count(placement.code);
  packRules(to, placement.rules);
  endSection(to, head);
  head = beginSection(to, 6, at);
  writeJson(to, placement.facts);
  writeJson(to, placement.place);
  endSection(to, head);
  head = beginSection(to, 7, at);
  packVisited(to, placement.visited);
  endSection(to, head);
  head = beginSection(to, 8, at);
  packFinalists(to, placement.finalists);
  endSection(to, head);
  head = beginSection(to, 9, at);
  packDrops(to, placement.drops);
  endSection(to, head);
  head = beginSection(to, 10, at);
  packReads(to, placement.reads);
  endSection(to, head);
  head = beginSection(to, 11, at);
  packProof(to, placement.proof);
  endSection(to, head);
}

function packDrops(to: ByteWriter, drops: readonly Drop[]): void {
  to.count(drops.length);
  for (const drop of drops) {
    to.count(drop.round);
    to.count(drop.ad);
    to.count(drop.code);
  }
}

function packProof(to: ByteWriter, proof: StoppingProof): void {
  to.count(proof.indexBuild);
  to.f64(proof.block);
  to.f64(proof.bound);
  to.big(proof.bar);
  to.u8(proof.exhausted ? 1 : 0);
}

function packRules(to: ByteWriter, rules: RecordedRules): void {
  to.u8(ruleNumbers.indexOf(rules.rule));
  to.count(rules.slots);
  to.count(rules.positionPpm.length);
  for (const ppm of rules.positionPpm) to.count(ppm);
  to.big(rules.floorMicros);
  to.big(rules.incrementMicros);
  to.big(rules.displacedMicros);
}

function packReads(to: ByteWriter, reads: readonly StateRead[]): void {
  to.count(reads.length);
  for (const read of reads) {
    to.u8(readKinds.indexOf(read.kind));
    to.count(read.ad);
    to.f64(read.value);
  }
}

/** JSON goes in as UTF-8, whether it came as text or as bytes. */
export function writeJson(to: ByteWriter, json: JsonText): void {
  if (typeof json === 'string') to.text(json);
  else to.blob(json);
}
