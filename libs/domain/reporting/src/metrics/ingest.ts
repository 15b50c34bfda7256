import { ratio, summed, type Metric } from './metric.ts';

const shared = { basis: 'event', roles: ['ops', 'admin'] } as const;

/** The count identity of intake: received = stored + duplicate + quarantined; `unrecorded` stands beside it. */
export const ingestMetrics: readonly Metric[] = [
  summed('received', 'received', { ...shared, better: 'neither' }),
  summed('stored', 'stored', shared),
  summed('duplicate', 'duplicate', { ...shared, better: 'neither' }),
  summed('quarantined', 'quarantined', { ...shared, better: 'down' }),
  summed('unrecorded', 'unrecorded', { ...shared, better: 'down' }),
  ratio('quarantine_rate', ['quarantined', 'received'], { ...shared, better: 'down', denominator: 'received' }),
];
