export { assert } from './assert.ts';
export { canonicalJson } from './canonical-json.ts';
export { fromRowId, instantOfId, isId, newId, toRowId, type Id } from './ids.ts';
export { formatMicros, micros, parseMicros, type Micros } from './micros.ts';
export { keyedHash, seededRandom, type Random } from './random.ts';
export { splitByLargestRemainder } from './split.ts';
export { utcDay, utcMinute, type Clock, type Instant } from './time.ts';
