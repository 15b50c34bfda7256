export { capCode, capCodeOf, gapOnly, type CapCode, type CapLevel, type CapRead, type LevelCaps } from './cap-code.ts';
export { longestWindowMs, withinCaps, type FrequencyCap } from './frequency-cap.ts';
export { holderOf, type AdSetBudget, type Holder } from './holder-of.ts';
export { localDay, localDayEnd, localDayStart } from './local-day.ts';
export { pacedBid, takesPart } from './paced-bid.ts';
export { reservedPrice } from './reserved-price.ts';
