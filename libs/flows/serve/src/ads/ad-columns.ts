import { lineBytes } from './id-chains.ts';

/**
 * A line of `hot`: start, end and bid; then the chance's residual, its event, the creative's format, and whether anything but the dates has
 * to be asked before it may bid (1: yes); and how
 * unsure the residual is.
 */
export const hotLine = { width: 8, startsAt: 0, endsAt: 1, bid: 2, logit: 3, event: 4, format: 5, asks: 6, sigma: 7 } as const;

/** One number an ad each, by ad number. */
export type AdColumns = {
  has: Uint8Array;
  /** What keeps it out before and after its dates are asked: closed codes, 0 = nothing. */
  before: Uint16Array;
  after: Uint16Array;
  startsAt: Float64Array;
  /** Infinity: no end. */
  endsAt: Float64Array;
  /** Its plan of hours, 0 = always. */
  hours: Int32Array;
  format: Uint8Array;
  /** The learnt event it pays for (its place in `learntEvents`), −1 for impressions. */
  event: Int8Array;
  /** Micros per 1,000 or per event: as offered, and after pacing. */
  offered: Float64Array;
  bid: Float64Array;
  /** What pacing lets through, in parts per million. */
  share: Int32Array;
  /** The model's residual for its event, in micro-logits. */
  logit: Int32Array;
  /** How unsure that is: σ in micro-logits. */
  sigma: Int32Array;
  /** The model's residuals for a click and for a hide, whatever it pays for. */
  click: Int32Array;
  hide: Int32Array;
  /** One number an advertiser. */
  seat: Int32Array;
  /** The least it asks of what it stands beside: 0 open, 1 standard, 2 strict. */
  safety: Uint8Array;
  /** 1: something is capped; 2: its advertiser blocks topics or creators; 4: its price is fixed; 8: its ad set has a budget of its own. */
  flags: Uint8Array;
  /** A hash of its targeting: whether an edit changed it. */
  targeting: Float64Array;
  cardAt: Float64Array;
  cardBytes: Int32Array;
  /**
   * What every look at an ad reads, once more, beside each other in one line of the processor's cache (see `hotLine`): ten columns would be
   * ten waits for memory.
   */
  hot: Float64Array;
  /** 80 bytes an ad: ad, ad set, campaign, account, creative. */
  ids: Uint8Array;
};

export function columnsOf(capacity: number): AdColumns {
  return {
    has: new Uint8Array(capacity),
    before: new Uint16Array(capacity),
    after: new Uint16Array(capacity),
    startsAt: new Float64Array(capacity),
    endsAt: new Float64Array(capacity),
    hours: new Int32Array(capacity),
    format: new Uint8Array(capacity),
    event: new Int8Array(capacity),
    offered: new Float64Array(capacity),
    bid: new Float64Array(capacity),
    share: new Int32Array(capacity),
    logit: new Int32Array(capacity),
    sigma: new Int32Array(capacity),
    click: new Int32Array(capacity),
    hide: new Int32Array(capacity),
    seat: new Int32Array(capacity),
    safety: new Uint8Array(capacity),
    flags: new Uint8Array(capacity),
    targeting: new Float64Array(capacity),
    cardAt: new Float64Array(capacity),
    cardBytes: new Int32Array(capacity),
    hot: new Float64Array(capacity * hotLine.width),
    ids: new Uint8Array(capacity * lineBytes),
  };
}

/** The same numbers with room for `capacity` ads. */
export function grownColumns(before: AdColumns, capacity: number): AdColumns {
  const next = columnsOf(capacity);
  for (const name of Object.keys(next) as Array<keyof AdColumns>) next[name].set(before[name]);
  return next;
}
