export { longestWindowMs, withinCaps, type FrequencyCap } from './frequency-cap.ts';
export { leaseChunk, type LeaseNeed } from './lease-chunk.ts';
export { localDay, localDayEnd } from './local-day.ts';
export { reservedPrice } from './reserved-price.ts';
