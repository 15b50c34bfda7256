import { ratio, summed, type Metric } from './metric.ts';

const roles = ['finance', 'stakeholder'] as const;
const booked = { basis: 'ledger', roles, unit: 'money' } as const;
const books = { basis: 'ledger', roles: ['finance'], unit: 'money', better: 'neither' } as const;

/** What the platform billed, shared and put back, and the books behind it. */
export const moneyMetrics: readonly Metric[] = [
  summed('billings', 'billingsMicros', booked),
  summed('billings_estimated', 'billingsEstimatedMicros', { ...booked, basis: 'estimate' }),
  summed('creator_share', 'creatorShareMicros', booked),
  summed('net_revenue', 'netMicros', booked),
  ratio('take_rate', ['net_revenue', 'billings'], { basis: 'ledger', roles, better: 'neither', denominator: 'billings' }),
  summed('reinvested', 'reinvestedMicros', booked),
  // Money passes through the flows one after the other: their sum means nothing, the total is what entered.
  { ...summed('flow_amount', 'flowMicros', { ...booked, better: 'neither' }), additive: false, total: 'requery' },
  summed('opening', 'openingMicros', books),
  summed('debits', 'debitMicros', books),
  summed('credits', 'creditMicros', books),
  summed('movement', 'movementMicros', books),
  summed('closing', 'closingMicros', books),
];
