import { people, ratio, summed, type Metric } from './metric.ts';

const roles = ['advertiser', 'finance', 'stakeholder'] as const;
const seen = { basis: 'event', roles } as const;
const booked = { basis: 'ledger', roles } as const;

/** What an advertiser's ads did and cost. */
export const deliveryMetrics: readonly Metric[] = [
  summed('impressions', 'impressions', seen),
  summed('viewable', 'viewable', seen),
  ratio('viewable_rate', ['viewable', 'impressions'], { ...seen, denominator: 'impressions' }),
  summed('clicks', 'clicks', seen),
  ratio('ctr', ['clicks', 'impressions'], { ...seen, denominator: 'impressions' }),
  people('reach', ['advertiser', 'creator', 'finance', 'stakeholder']),
  ratio('frequency', ['impressions', 'reach'], { ...seen, unit: 'index', better: 'neither', privacy: 'k-people', denominator: 'reach' }),
  summed('spend', 'spendMicros', { ...booked, unit: 'money', better: 'neither' }),
  summed('spend_estimated', 'spendEstimatedMicros', { basis: 'estimate', roles, unit: 'money', better: 'neither' }),
  ratio('cpm', ['spend', 'impressions'], { ...booked, unit: 'micro-price', per: 1000, better: 'down', denominator: 'impressions' }),
  ratio('cpc', ['spend', 'clicks'], { ...booked, unit: 'micro-price', better: 'down', denominator: 'clicks' }),
];
