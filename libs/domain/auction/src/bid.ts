import type { Micros } from '@flywheel/primitives';

/** An ad that takes part in an auction, with all that ranks and prices it. */
export type Bid = {
  adId: string;
  /** The advertiser: one ad of each holds a slot in the end. */
  seat: string;
  /** What it pays at most per 1,000 events (a multiple of 1,000 micros) or per event, after pacing. */
  bidMicros: Micros;
  perThousand: boolean;
  /**
   * Parts per billion by which the bid becomes a value per 10⁹ impressions: CPM 10⁶; vCPM P(viewable)/1,000; per click P(click).
   * Below 1 the bid is dropped.
   */
  ppb: bigint;
  /** λ·quality − κ·P(hide) in micros an impression; may be negative, 0 where neither is known. */
  qualityMicros: Micros;
};
