export { PastCounters, type PastCountersOptions, type Seen } from './past-counters.ts';
