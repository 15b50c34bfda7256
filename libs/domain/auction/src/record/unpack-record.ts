import { assert, fromRowId, micros } from '@flywheel/primitives';
import { ByteReader } from './byte-reader.ts';
import type { DecisionRecord, Drop, RecordedPlacement, RecordedRules, StateRead } from './decision-record.ts';
import { unpackCaps } from './pack-caps.ts';
import { unpackFinalists } from './pack-finalists.ts';
import { readKinds, recordFormat, ruleNumbers } from './pack-record.ts';
import { unpackVisited } from './pack-visited.ts';
import { alteredSections, readSections, type AlteredSection, type Section, type SectionTag } from './sections.ts';

/** The sections of a packed record that are no longer what was written; ask before reading a record that may have been touched. */
export function alteredInRecord(packed: Uint8Array): AlteredSection[] {
  return alteredSections(readSections(packed, recordFormat));
}

/** A packed record made readable again. Throws for bytes that are no record. */
export function unpackRecord(packed: Uint8Array): DecisionRecord {
  const sections = readSections(packed, recordFormat);
  const head = open(sections, 1);
  const decision = fromRowId('dec', head.hex(16));
  const [decidedAt, tookUs, full, placements] = [head.f64(), head.count(), head.u8(), head.u8()];
  const explored = !head.ended && head.u8() === 1;
  const versions = open(sections, 2);
  return {
    decision,
    decidedAt,
    tookUs,
    mode: full === 1 ? 'full' : 'contextual',
    seed: open(sections, 3).text(),
    explored,
    versions: { engine: versions.count(), config: versions.big(), model: versions.big(), pacing: versions.big() },
    context: open(sections, 4).text(),
    caps: unpackCaps(open(sections, 14)),
    placements: Array.from({ length: placements }, (_, at) => unpackPlacement(sections, at)),
  };
}

function unpackPlacement(sections: readonly Section[], at: number): RecordedPlacement {
  const head = open(sections, 5, at);
  const facts = open(sections, 6, at);
  const proof = open(sections, 11, at);
  return {
    placement: head.text(),
    format: head.text(),
    code: head.count(),
    rules: unpackRules(head),
    facts: facts.text(),
    place: facts.text(),
    visited: unpackVisited(open(sections, 7, at)),
    finalists: unpackFinalists(open(sections, 8, at)),
    drops: unpackDrops(open(sections, 9, at)),
    reads: unpackReads(open(sections, 10, at)),
    proof: { indexBuild: proof.count(), block: proof.f64(), bound: proof.f64(), bar: proof.big(), exhausted: proof.u8() === 1 },
  };
}

function unpackRules(from: ByteReader): RecordedRules {
  const rule = ruleNumbers[from.u8()];
  assert(rule !== undefined, 'the rule of a recorded auction is a known one');
  return {
    rule,
    slots: from.count(),
    positionPpm: Array.from({ length: from.count() }, () => from.count()),
    floorMicros: micros(from.big()),
    incrementMicros: micros(from.big()),
    displacedMicros: micros(from.big()),
  };
}

function unpackDrops(from: ByteReader): Drop[] {
  return Array.from({ length: from.count() }, () => ({ round: from.count(), ad: from.count(), code: from.count() }));
}

function unpackReads(from: ByteReader): StateRead[] {
  return Array.from({ length: from.count() }, () => {
    const kind = readKinds[from.u8()];
    assert(kind !== undefined, 'the kind of a recorded state read is a known one');
    return { kind, ad: from.count(), value: from.f64() };
  });
}

function open(sections: readonly Section[], tag: SectionTag, placement?: number): ByteReader {
  const section = sections.find((each) => each.tag === tag && each.placement === placement);
  assert(section !== undefined, `section ${tag} of the record is there`);
  return new ByteReader(section.content);
}
