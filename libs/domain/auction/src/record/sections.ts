import { assert } from '@flywheel/primitives';
import { digestOf } from '@flywheel/primitives/digest';
import { ByteReader } from './byte-reader.ts';
import type { ByteWriter } from './byte-writer.ts';

/** The parts of a packed record, each with its own digest, so that a change is found where it is. */
export const sectionNames = {
  1: 'decision',
  2: 'versions',
  3: 'seed',
  4: 'context',
  5: 'rules',
  6: 'facts',
  7: 'visited ads',
  8: 'finalists',
  9: 'drops',
  10: 'state reads',
  11: 'stopping proof',
  12: 'consent',
  13: 'personal facts',
  14: 'cap reads',
} as const;

export type SectionTag = keyof typeof sectionNames;
export type SectionName = (typeof sectionNames)[SectionTag];

/** A section whose content is not what its digest says; `placement` is the ordinal of the placement it belongs to, where it does. */
export type AlteredSection = { section: SectionName; placement: number | undefined };

const wholeRecord = 255;
const headBytes = 14;

/** Begins a section: tag, placement, room for length and digest. Its place, for `endSection`; what is written in between is its content. */
export function beginSection(to: ByteWriter, tag: SectionTag, placement: number | undefined): number {
  const head = to.at;
  to.u8(tag);
  to.u8(placement ?? wholeRecord);
  to.zeros(headBytes - 2);
  return head;
}

/** Ends the section that began at `head`. */
export function endSection(to: ByteWriter, head: number): void {
  const [a, b] = to.digestFrom(head + headBytes);
  to.u32At(head + 2, to.at - head - headBytes);
  to.u32At(head + 6, a);
  to.u32At(head + 10, b);
}

/** A section as it lies in the record. */
export type Section = { tag: SectionTag; placement: number | undefined; content: Uint8Array; digest: readonly [number, number] };

/** Cuts a packed record into its sections. Throws for an unknown format or a cut record. */
export function readSections(packed: Uint8Array, format: { mark: number; version: number }): Section[] {
  const from = new ByteReader(packed);
  assert(from.u8() === format.mark, 'these bytes are no decision record');
  const version = from.u8();
  assert(version === format.version, `a record of format ${version} is not known to this build`);
  const sections: Section[] = [];
  while (!from.ended) {
    const tag = from.u8();
    assert(tag in sectionNames, `section ${tag} of a decision record is not known`);
    const placement = from.u8();
    const length = from.u32();
    const digest = [from.u32(), from.u32()] as const;
    sections.push({
      tag: tag as SectionTag,
      placement: placement === wholeRecord ? undefined : placement,
      content: from.raw(length),
      digest,
    });
  }
  return sections;
}

/** The sections whose content was changed after they were written. */
export function alteredSections(sections: readonly Section[]): AlteredSection[] {
  return sections.flatMap(({ tag, placement, content, digest }) => {
    const [a, b] = digestOf(content);
    return a === digest[0] && b === digest[1] ? [] : [{ section: sectionNames[tag], placement }];
  });
}
