import { assert } from '@flywheel/primitives';
import { digestText } from '@flywheel/primitives/digest';
import { Ftrl } from './ftrl.ts';

const mark = 0x4c525446; // 'FTRL' in little-endian ASCII
const headBytes = 12 + 4 * 8;
const bytesPerSlot = 12;

/**
 * A head as bytes: mark, slots (log2), number of slots that have learnt, α, β, λ1, λ2 (64 bits each), then of each such slot its number, z
 * and n, 32 bits each, little-endian, by rising slot. Equal heads give equal bytes.
 */
export function encodeFtrl(model: Ftrl): Uint8Array {
  const learnt: number[] = [];
  model.n.forEach((n, slot) => (n !== 0 || model.z[slot] !== 0) && learnt.push(slot));
  const bytes = new Uint8Array(headBytes + learnt.length * bytesPerSlot);
  const view = new DataView(bytes.buffer);
  const { slotsLog2, alpha, beta, l1, l2 } = model.options;
  [mark, slotsLog2, learnt.length].forEach((word, at) => view.setUint32(at * 4, word, true));
  [alpha, beta, l1, l2].forEach((option, at) => view.setFloat64(12 + at * 8, option, true));
  learnt.forEach((slot, at) => {
    const place = headBytes + at * bytesPerSlot;
    view.setUint32(place, slot, true);
    view.setFloat32(place + 4, model.z[slot] as number, true);
    view.setFloat32(place + 8, model.n[slot] as number, true);
  });
  return bytes;
}

/** The head that was encoded, to the bit; refuses what is no whole head. */
export function decodeFtrl(bytes: Uint8Array): Ftrl {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  assert(bytes.length >= headBytes && view.getUint32(0, true) === mark, 'these bytes are no head');
  const learnt = view.getUint32(8, true);
  assert(bytes.length === headBytes + learnt * bytesPerSlot, 'a head is as long as it says');
  const [alpha, beta, l1, l2] = [0, 8, 16, 24].map((at) => view.getFloat64(12 + at, true)) as [number, number, number, number];
  const model = new Ftrl({ slotsLog2: view.getUint32(4, true), alpha, beta, l1, l2 });
  for (let place = headBytes; place < bytes.length; place += bytesPerSlot) {
    const slot = view.getUint32(place, true);
    assert(slot < model.n.length, 'a slot lies within the head');
    model.z[slot] = view.getFloat32(place + 4, true);
    model.n[slot] = view.getFloat32(place + 8, true);
  }
  return model;
}

/** 16 hex digits that name a head: the same examples in the same order give the same name. Finds a change, is no protection. */
export function hashFtrl(model: Ftrl): string {
  return digestText(encodeFtrl(model));
}
