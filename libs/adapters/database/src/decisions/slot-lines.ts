import { fromRowId, micros, type Id } from '@flywheel/primitives';
import { impressionOf } from '@flywheel/primitives/impressions';
import { packAdIds, writeIdBytes } from '@flywheel/runtime';
import { billingEvents, type DecisionSlot } from './decision-slot.ts';

type SlotIdKind = 'acc' | 'cmp' | 'set' | 'ad' | 'crv' | 'lse' | 'cnt' | 'crt';

const format = 1;
const headBytes = 4;
const lineBytes = 176;
const noText = 255;
const nil = '00000000000000000000000000000000';
const longestTexts = 32 * 3 * 520;

// One buffer for every decision of this process: a line is written and copied out before the next decision begins.
const buffer = Buffer.alloc(headBytes + 63 * lineBytes + longestTexts);
const view = new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);
const space = 32;

/** Packs the filled slots of one decision: a line of fixed width each, then the texts they name. At most 63. */
export function packSlots(slots: readonly DecisionSlot[]): Uint8Array {
  const texts: string[] = [];
  for (let i = 0; i < slots.length; i += 1) writeLine(headBytes + i * lineBytes, slots[i] as DecisionSlot, texts);
  let at = headBytes + slots.length * lineBytes;
  for (const text of texts) {
    const bytes = buffer.write(text, at + 2, 'utf8');
    buffer.writeUInt16LE(bytes, at);
    at += 2 + bytes;
  }
  buffer[0] = format;
  buffer[1] = slots.length;
  buffer[2] = texts.length;
  buffer[3] = 0;
  // Out of Node's pool of small buffers.
  const packed = Buffer.allocUnsafe(at);
  buffer.copy(packed, 0, 0, at);
  return packed;
}

/** The slots that `packSlots` packed for this decision. */
export function unpackSlots(decision: Id<'dec'>, packed: Uint8Array): DecisionSlot[] {
  const bytes = Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength);
  if (bytes[0] !== format) throw new Error(`slot lines of format ${bytes[0]} are not known`);
  const count = bytes[1] ?? 0;
  const texts = readTexts(bytes, headBytes + count * lineBytes, bytes[2] ?? 0);
  return Array.from({ length: count }, (_, i) => readLine(decision, bytes.subarray(headBytes + i * lineBytes), texts));
}

function writeLine(at: number, slot: DecisionSlot, texts: string[]): void {
  buffer[at] = slot.n;
  buffer[at + 1] = billingEvents.indexOf(slot.billingEvent);
  buffer[at + 2] = 0;
  buffer[at + 3] = textNumber(texts, slot.placement);
  buffer[at + 4] = textNumber(texts, slot.device);
  buffer[at + 5] = textNumber(texts, slot.newContent);
  writeLetters(slot.country ?? '', at + 6, 2);
  writeLetters(slot.currency, at + 8, 4);
  view.setUint32(at + 12, slot.campaignVersion, true);
  view.setUint32(at + 16, slot.adNo, true);
  view.setUint32(at + 20, slot.ppb, true);
  view.setBigInt64(at + 24, slot.bidMicros, true);
  view.setBigInt64(at + 32, slot.priceMicros, true);
  view.setFloat64(at + 40, slot.expiresAt, true);
  const adIds = slot.adIds ?? packAdIds(slot);
  for (let i = 0; i < adIds.length; i += 1) buffer[at + 48 + i] = adIds[i] as number;
  writeId(slot.lease, at + 128);
  writeId(slot.content, at + 144);
  writeId(slot.creator, at + 160);
}

function readLine(decision: Id<'dec'>, line: Buffer, texts: readonly string[]): DecisionSlot {
  const n = line[0] ?? 0;
  const country = line.toString('latin1', 6, 8).trim();
  return {
    n,
    imp: impressionOf(decision, n),
    placement: texts[line[3] ?? noText] ?? '',
    account: readId('acc', line, 48),
    campaign: readId('cmp', line, 64),
    campaignVersion: line.readUInt32LE(12),
    adSet: readId('set', line, 80),
    ad: readId('ad', line, 96),
    adNo: line.readUInt32LE(16),
    creative: readId('crv', line, 112),
    content: optional(readId('cnt', line, 144)),
    creator: optional(readId('crt', line, 160)),
    newContent: texts[line[5] ?? noText],
    country: country === '' ? undefined : country,
    device: texts[line[4] ?? noText],
    billingEvent: billingEvents[line[1] ?? 0] ?? 'impression',
    currency: line.toString('latin1', 8, 12).trim(),
    bidMicros: micros(line.readBigInt64LE(24)),
    priceMicros: micros(line.readBigInt64LE(32)),
    ppb: line.readUInt32LE(20),
    lease: readId('lse', line, 128),
    expiresAt: line.readDoubleLE(40),
  };
}

function readTexts(bytes: Buffer, from: number, count: number): string[] {
  const texts: string[] = [];
  for (let at = from; texts.length < count;) {
    const length = bytes.readUInt16LE(at);
    texts.push(bytes.toString('utf8', at + 2, at + 2 + length));
    at += 2 + length;
  }
  return texts;
}

/** Slots of one page share most of their texts: each is kept once. */
function textNumber(texts: string[], text: string | undefined): number {
  if (text === undefined) return noText;
  const known = texts.indexOf(text);
  return known >= 0 ? known : texts.push(text) - 1;
}

function writeId(id: string | undefined, at: number): void {
  if (id === undefined) buffer.fill(0, at, at + 16);
  else writeIdBytes(buffer, at, id);
}

/** As many letters as there is room for, spaces after them. */
function writeLetters(letters: string, at: number, room: number): void {
  for (let i = 0; i < room; i += 1) buffer[at + i] = i < letters.length ? letters.charCodeAt(i) : space;
}

function readId<K extends SlotIdKind>(kind: K, line: Buffer, at: number): Id<K> {
  return fromRowId(kind, line.toString('hex', at, at + 16));
}

function optional<K extends 'cnt' | 'crt'>(id: Id<K>): Id<K> | undefined {
  return id.endsWith(nil) ? undefined : id;
}
