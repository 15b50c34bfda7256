/** A holder's place in a pacing version: parts per million of the bid, and the chance that a fixed price takes part. */
export type PacedHolder = { holder: string; sharePpm: number; throttlePpm: number };

const million = 1_000_000;

/** The newest pacing version in memory: every holder that is paced at all; the rest bid in full. */
export class PacingTable {
  private readonly holders = new Map<string, { sharePpm: number; throttlePpm: number; version: bigint }>();
  private current = 0n;

  /** The version that the values are of; belongs into the record of every decision. */
  get version(): bigint {
    return this.current;
  }

  /** Takes over the changes up to `version`; an older version than the present one is refused. */
  follow(version: bigint, changes: readonly PacedHolder[]): void {
    if (version <= this.current) return;
    for (const { holder, sharePpm, throttlePpm } of changes) this.holders.set(holder, { sharePpm, throttlePpm, version });
    this.current = version;
  }

  /**
   * What an ad set's bid is multiplied by, in ppm: the smaller of what its budget and what its cost goal allow. Never one times the other:
   * chained multipliers can fail (arXiv 2302.08530).
   */
  sharePpm(holder: string, adSet: string): number {
    const budget = this.holders.get(holder)?.sharePpm ?? million;
    return holder === adSet ? budget : Math.min(budget, this.holders.get(adSet)?.sharePpm ?? million);
  }

  /** The chance, in ppm, that a fixed price of this holder takes part in an auction. */
  throttlePpm(holder: string): number {
    return this.holders.get(holder)?.throttlePpm ?? million;
  }

  /** The holders whose values are newer than `version`. */
  *changedSince(version: bigint): Generator<string> {
    for (const [holder, paced] of this.holders) if (paced.version > version) yield holder;
  }
}
