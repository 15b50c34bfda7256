export { dueForMeasure, obstacleOf, readReachFaults, writeReach } from './ad-set-reach.ts';
export { readAnswerPatterns } from './answer-patterns.ts';
export { checkReach, type MeasuredReach } from './check-reach.ts';
export { readSegmentLeast, setPrivacyRule } from './privacy-rule.ts';
export { countAskedSizes, forgetToldSizes, readToldSize, writeToldSize } from './told-sizes.ts';
