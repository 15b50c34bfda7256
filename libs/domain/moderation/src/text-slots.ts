import { mostInputs } from '@flywheel/ranking/heads';
import { foldText, tokensOf } from './tokens.ts';

/** Slots of a text classifier: 2^18. */
export const slotsLog2 = 18;

const mask = 2 ** slotsLog2 - 1;

/** The features of a text as hashed slots, each once, in the order of first sight; room for the most a head takes. */
export class TextSlots {
  readonly slots = new Uint32Array(mostInputs);
  count = 0;
  private readonly seen = new Uint32Array(2 ** slotsLog2);
  private round = 0;

  /**
   * Encodes a text: word 1- and 2-grams, runs of ! and ?, character 4- and 5-grams of the words joined by single spaces, its length and its
   * share of capitals in buckets. At most 1,024 features; of a longer text words come first.
   */
  encode(text: string): void {
    this.round += 1;
    this.count = 0;
    const tokens = tokensOf(foldText(text));
    let before = 0;
    for (const token of tokens) {
      const hash = hashRange(token, 0, token.length, 0x2545f491);
      this.add(hash);
      this.add(Math.imul(before ^ 0x3c6ef372, 0x9e3779b1) ^ hash);
      before = hash;
    }
    this.add(0x51ed270b + Math.min(12, Math.round(2 * Math.log2(text.length + 1))));
    this.add(0x7f4a7c15 + Math.min(10, Math.round((20 * capitalsIn(text)) / (text.length + 1))));
    const joined = ` ${tokens.join(' ')} `;
    for (let from = 0; from + 4 <= joined.length; from += 1) {
      this.add(hashRange(joined, from, from + 4, 0x165667b1));
      if (from + 5 <= joined.length) this.add(hashRange(joined, from, from + 5, 0x27d4eb2f));
    }
  }

  private add(hash: number): void {
    const slot = mixed(hash) & mask || 1;
    if (this.count >= mostInputs || this.seen[slot] === this.round) return;
    this.seen[slot] = this.round;
    this.slots[this.count] = slot;
    this.count += 1;
  }
}

function capitalsIn(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit >= 65 && unit <= 90) count += 1;
  }
  return count;
}

function hashRange(text: string, from: number, to: number, seed: number): number {
  let h = seed | 0;
  for (let at = from; at < to; at += 1) h = Math.imul(h ^ text.charCodeAt(at), 0x5bd1e995) ^ (h >>> 15);
  return h;
}

function mixed(hash: number): number {
  let h = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
