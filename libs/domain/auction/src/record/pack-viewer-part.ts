import { fromRowId, toRowId } from '@flywheel/primitives';
import { ByteReader } from './byte-reader.ts';
import { ByteWriter } from './byte-writer.ts';
import type { ViewerPart } from './decision-record.ts';
import { packCaps, unpackCaps } from './pack-caps.ts';
import { writeJson } from './pack-record.ts';
import { alteredSections, readSections, writeSection, type AlteredSection, type SectionTag } from './sections.ts';

const viewerFormat = { mark: 0x56, version: 1 } as const;
const writer = new ByteWriter();

/** Packs the person's part, to be sealed with his key before it is stored. */
export function packViewerPart(part: ViewerPart): Uint8Array {
  const to = writer;
  to.reset();
  to.u8(viewerFormat.mark);
  to.u8(viewerFormat.version);
  writeSection(to, 12, undefined, () => {
    to.u8(part.viewer === undefined ? 0 : 1);
    if (part.viewer !== undefined) to.hex(toRowId(part.viewer));
    to.count(part.purposes.length);
    for (const purpose of part.purposes) to.text(purpose);
  });
  writeSection(to, 13, undefined, () => writeJson(to, part.facts));
  writeSection(to, 14, undefined, () => packCaps(to, part.caps));
  return to.taken();
}

/** The sections of a packed person's part that are no longer what was written. */
export function alteredInViewerPart(packed: Uint8Array): AlteredSection[] {
  return alteredSections(readSections(packed, viewerFormat));
}

/** A packed person's part made readable again. Throws for bytes that are none. */
export function unpackViewerPart(packed: Uint8Array): ViewerPart {
  const sections = readSections(packed, viewerFormat);
  const open = (tag: SectionTag): ByteReader => new ByteReader(sections.find((each) => each.tag === tag)?.content ?? new Uint8Array());
  const consent = open(12);
  return {
    viewer: consent.u8() === 0 ? undefined : fromRowId('vwr', consent.hex(16)),
    purposes: Array.from({ length: consent.count() }, () => consent.text()),
    facts: open(13).text(),
    caps: unpackCaps(open(14)),
  };
}
