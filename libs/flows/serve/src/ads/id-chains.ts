const none = -1;

/**
 * Which ads carry an id, without a string or an object per ad: a hash of the id's bytes leads to a chain of ad numbers. Chains hold ads of
 * other ids that share the hash; `each` compares the bytes.
 */
export class IdChains {
  private heads: Int32Array;
  private next: Int32Array;
  private readonly offset: number;

  /** `offset`: where in an ad's line of ids this id stands. */
  constructor(offset: number, held: { heads: Int32Array; next: Int32Array } = { heads: fresh(1024), next: fresh(1024) }) {
    this.offset = offset;
    this.heads = held.heads;
    this.next = held.next;
  }

  get held(): { heads: Int32Array; next: Int32Array } {
    return { heads: this.heads, next: this.next };
  }

  /** Makes room for ads up to `capacity`; `ids` holds the lines of all ads, `has` says which are there. */
  grow(capacity: number, ids: Uint8Array, has: Uint8Array): void {
    this.heads = fresh(2 ** Math.ceil(Math.log2(capacity)));
    this.next = fresh(capacity);
    for (let ad = 0; ad < has.length; ad += 1) if (has[ad]) this.add(ad, ids);
  }

  add(ad: number, ids: Uint8Array): void {
    const slot = this.slotOf(ids, ad * lineBytes + this.offset);
    this.next[ad] = this.heads[slot] as number;
    this.heads[slot] = ad;
  }

  remove(ad: number, ids: Uint8Array): void {
    const slot = this.slotOf(ids, ad * lineBytes + this.offset);
    let before = none;
    for (let at = this.heads[slot] as number; at !== none; at = this.next[at] as number) {
      if (at === ad) {
        if (before === none) this.heads[slot] = this.next[at] as number;
        else this.next[before] = this.next[at] as number;
        return;
      }
      before = at;
    }
  }

  /** Calls `found` for every ad whose id is these 16 bytes, until it answers true. */
  each(id: Uint8Array, ids: Uint8Array, found: (ad: number) => boolean | undefined): void {
    for (let at = this.heads[this.slotOf(id, 0)] as number; at !== none;) {
      const following = this.next[at] as number;
      if (sameId(id, ids, at * lineBytes + this.offset) && found(at)) return;
      at = following;
    }
  }

  private slotOf(bytes: Uint8Array, at: number): number {
    let hash = 0x811c9dc5;
    for (let i = at; i < at + 16; i += 1) hash = Math.imul(hash ^ (bytes[i] as number), 0x01000193);
    hash ^= hash >>> 15;
    return (hash >>> 0) & (this.heads.length - 1);
  }
}

/** Bytes of one ad's ids: ad, ad set, campaign, account, creative. */
export const lineBytes = 80;

function sameId(id: Uint8Array, ids: Uint8Array, at: number): boolean {
  for (let i = 0; i < 16; i += 1) if (id[i] !== ids[at + i]) return false;
  return true;
}

function fresh(length: number): Int32Array {
  return new Int32Array(length).fill(none);
}
