export {
  acceptsLabel,
  contentLabels,
  safetyCode,
  type ContentLabel,
  type JudgedContent,
  type SafetyRules,
  type SafetyTier,
} from './brand-safety.ts';
export { defaultFeedRules, displacementCode, feedCode, type Displacement, type FeedRules, type FeedState } from './feed-rules.ts';
export { separationCode, type Seat } from './separation.ts';
