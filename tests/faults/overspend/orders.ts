/** Where a decider of the harness stands and what it sells. Amounts are decimal strings: this crosses processes. */
export type Stand = {
  name: string;
  url: string;
  seed: string;
  /** Milliseconds that its clock is ahead of the machine's. */
  offset: number;
  naive: boolean;
  priceMicros: string;
  markets: ReadonlyArray<{ placement: string; capMicros: string }>;
};

/** From the parent: a new clock, or the end. */
export type Order = { offset?: number; stop?: true };

/** From a decider, after each turn. `late`: tokens that the parent sends in later. */
export type Said = { placement: string; asked: number; filled: number; late: string[] };
