import { toRowId } from '@flywheel/primitives';
import { ByteWriter } from './byte-writer.ts';
import type { DecisionRecord, JsonText, RecordedPlacement, RecordedRules, StateRead } from './decision-record.ts';
import { packCaps } from './pack-caps.ts';
import { packFinalists } from './pack-finalists.ts';
import { packVisited } from './pack-visited.ts';
import { writeSection } from './sections.ts';

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
  writeSection(to, 1, undefined, () => {
    to.hex(toRowId(record.decision));
    to.f64(record.decidedAt);
    to.count(record.tookUs);
    to.u8(record.mode === 'full' ? 1 : 0);
    to.u8(record.placements.length);
  });
  const { versions } = record;
  writeSection(to, 2, undefined, () => {
    to.count(versions.engine);
    to.big(versions.config);
    to.big(versions.model);
    to.big(versions.pacing);
  });
  writeSection(to, 3, undefined, () => to.text(record.seed));
  writeSection(to, 4, undefined, () => writeJson(to, record.context));
  writeSection(to, 14, undefined, () => packCaps(to, record.caps));
  record.placements.forEach((placement, at) => packPlacement(to, placement, at));
  return to.taken();
}

function packPlacement(to: ByteWriter, placement: RecordedPlacement, at: number): void {
  writeSection(to, 5, at, () => {
    to.text(placement.placement);
    to.text(placement.format);
    to.count(placement.code);
    packRules(to, placement.rules);
  });
  writeSection(to, 6, at, () => {
    writeJson(to, placement.facts);
    writeJson(to, placement.place);
  });
  writeSection(to, 7, at, () => packVisited(to, placement.visited));
  writeSection(to, 8, at, () => packFinalists(to, placement.finalists));
  writeSection(to, 9, at, () => {
    to.count(placement.drops.length);
    for (const drop of placement.drops) {
      to.count(drop.round);
      to.count(drop.ad);
      to.count(drop.code);
    }
  });
  writeSection(to, 10, at, () => packReads(to, placement.reads));
  const { proof } = placement;
  writeSection(to, 11, at, () => {
    to.count(proof.indexBuild);
    to.f64(proof.block);
    to.f64(proof.bound);
    to.big(proof.bar);
    to.u8(proof.exhausted ? 1 : 0);
  });
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
