import { people, ratio, summed, type Metric } from './metric.ts';

const roles = ['creator', 'finance'] as const;
const seen = { basis: 'event', roles } as const;
const money = { roles, unit: 'money' } as const;

/** What people did with a creator's content, and what it earned. */
export const contentMetrics: readonly Metric[] = [
  summed('views', 'views', seen),
  summed('engaged_views', 'engagedViews', seen),
  summed('likes', 'likes', seen),
  summed('comments', 'comments', seen),
  summed('shares', 'shares', seen),
  summed('saves', 'saves', seen),
  summed('engagements', 'engagements', seen),
  ratio('engagement_rate_views', ['engagements', 'views'], { ...seen, denominator: 'views' }),
  ratio('engagement_rate_reach', ['engagements', 'reach'], { ...seen, privacy: 'k-people', denominator: 'reach' }),
  summed('followers_gained', 'followersGained', seen),
  summed('watch_time_ms', 'watchMs', { ...seen, unit: 'duration' }),
  people('people', roles),
  summed('earnings', 'earningsMicros', { ...money, basis: 'ledger' }),
  summed('earnings_estimated', 'earningsEstimatedMicros', { ...money, basis: 'estimate' }),
  summed('monetised_impressions', 'monetisedImpressions', { basis: 'ledger', roles }),
  ratio('rpm', ['earnings', 'views'], { basis: 'ledger', roles, unit: 'micro-price', per: 1000, denominator: 'views' }),
];
