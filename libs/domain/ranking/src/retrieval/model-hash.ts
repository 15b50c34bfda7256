import type { RetrievalModel } from './model.ts';

/** 16 hex digits over every number of a model: equal for equal models, on every machine of one byte order. Not a MAC. */
export function modelHash(model: RetrievalModel): string {
  const lanes = new Int32Array([0x2545f491, 0x9e3779b9 | 0]);
  absorb(lanes, model);
  return Array.from(lanes, (lane) => (finish(lane) >>> 0).toString(16).padStart(8, '0')).join('');
}

function absorb(lanes: Int32Array, part: unknown): void {
  if (ArrayBuffer.isView(part)) {
    mixAll(lanes, new Uint32Array(part.buffer.slice(part.byteOffset, part.byteOffset + part.byteLength)));
  } else if (typeof part === 'number') {
    mixAll(lanes, new Uint32Array(Float64Array.of(part).buffer));
  } else if (typeof part === 'string') {
    mixAll(
      lanes,
      Uint32Array.from(part, (letter) => letter.codePointAt(0) ?? 0),
    );
  } else if (typeof part === 'object' && part !== null) {
    for (const [key, value] of Object.entries(part)) {
      absorb(lanes, key);
      absorb(lanes, value);
    }
  }
}

function mixAll(lanes: Int32Array, words: Uint32Array): void {
  let [a, b] = [lanes[0] as number, lanes[1] as number];
  a ^= words.length;
  for (let n = 0; n < words.length; n += 1) {
    const word = words[n] as number;
    a = Math.imul(a ^ word, 0x85ebca6b);
    a = (a << 13) | (a >>> 19);
    b = Math.imul(b + word, 0xc2b2ae35);
    b ^= b >>> 15;
  }
  lanes[0] = a;
  lanes[1] = b;
}

function finish(lane: number): number {
  const mixed = Math.imul(lane ^ (lane >>> 16), 0x85ebca6b);
  return mixed ^ (mixed >>> 13);
}
