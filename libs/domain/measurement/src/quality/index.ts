export { judgeQuality, type EventToJudge } from './judge-quality.ts';
export { qualityReasons, type QualityReason } from './quality-limits.ts';
export { QualityState } from './quality-state.ts';
