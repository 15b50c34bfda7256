export { CapCounters, type CappedImpression } from './cap-counters.ts';
export { LeaseBook, type HeldLease, type OpenReservation } from './lease-book.ts';
export { RecentAnswers } from './recent-answers.ts';
export { Ring } from './ring.ts';
