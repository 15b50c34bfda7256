import type { Chances } from './chance.ts';

/** Parts per billion that turn a bid into value per impression: per 1,000 impressions 10⁶, per 1,000 viewable P/1,000, per click P. */
export function bidPpb(billingEvent: 'impression' | 'viewable' | 'click', chances: Chances): bigint {
  switch (billingEvent) {
    case 'impression':
      return 1_000_000n;
    case 'viewable':
      return chances.viewablePpb / 1000n;
    case 'click':
      return chances.clickPpb;
  }
}
