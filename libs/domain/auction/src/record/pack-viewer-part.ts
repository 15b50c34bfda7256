import { fromRowId, toRowId } from '@flywheel/primitives';
import { ByteReader } from './byte-reader.ts';
import { ByteWriter } from './byte-writer.ts';
import type { CapRead, ViewerPart } from './decision-record.ts';
import { packIdText, unpackIdText } from './id-text.ts';
import { packCaps, unpackCaps } from './pack-caps.ts';
import { alteredSections, beginSection, endSection, readSections, type AlteredSection, type SectionTag } from './sections.ts';

/** Format 1 held the facts as plain text. A build reads every format it ever wrote. */
const viewerFormat = { mark: 0x56, version: 2 } as const;
const plainFormat = { mark: 0x56, version: 1 } as const;
const writer = new ByteWriter();

/** Completes the packed part with what one decision read of the person's caps; to be sealed with his key before it is stored. */
export type PackPart = (caps: readonly CapRead[]) => Uint8Array;

/** Packs what stays the same from decision to decision until something of the person changes: once for many decisions. */
export function packViewerPart(person: Omit<ViewerPart, 'caps'>): PackPart {
  const packed = packPerson(person);
  return (caps) => {
    const to = writer;
    to.reset();
    to.raw(packed);
    const head = beginSection(to, 14, undefined);
    packCaps(to, caps);
    endSection(to, head);
    return to.taken();
  };
}

function packPerson(person: Omit<ViewerPart, 'caps'>): Uint8Array {
  const to = writer;
  to.reset();
  to.u8(viewerFormat.mark);
  to.u8(viewerFormat.version);
  let head = beginSection(to, 12, undefined);
  to.u8(person.viewer === undefined ? 0 : 1);
  if (person.viewer !== undefined) to.hex(toRowId(person.viewer));
  to.count(person.purposes.length);
  for (const purpose of person.purposes) to.text(purpose);
  endSection(to, head);
  head = beginSection(to, 13, undefined);
  packIdText(to, person.facts);
  endSection(to, head);
  return to.taken().slice();
}

/** The sections of a packed person's part that are no longer what was written. */
export function alteredInViewerPart(packed: Uint8Array): AlteredSection[] {
  return alteredSections(readSections(packed, formatOf(packed)));
}

/** A packed person's part made readable again. Throws for bytes that are none. */
export function unpackViewerPart(packed: Uint8Array): ViewerPart {
  const format = formatOf(packed);
  const sections = readSections(packed, format);
  const open = (tag: SectionTag): ByteReader => new ByteReader(sections.find((each) => each.tag === tag)?.content ?? new Uint8Array());
  const consent = open(12);
  return {
    viewer: consent.u8() === 0 ? undefined : fromRowId('vwr', consent.hex(16)),
    purposes: Array.from({ length: consent.count() }, () => consent.text()),
    facts: format === plainFormat ? open(13).text() : unpackIdText(open(13)),
    caps: unpackCaps(open(14)),
  };
}

function formatOf(packed: Uint8Array): typeof viewerFormat | typeof plainFormat {
  return packed[1] === plainFormat.version ? plainFormat : viewerFormat;
}
