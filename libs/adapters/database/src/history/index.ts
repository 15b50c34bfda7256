export { historyCtes, type FollowedTable } from './history-ctes.ts';
export { readChangedAds, type ConfigurationChange } from './read-changed-ads.ts';
export { readPlacementsAt, readSegmentsAt, readServingAdsAt, readVersionMoment } from './read-configured-at.ts';
export { readAdNumber, readNamedAds, readSegmentNames, type NamedAd } from './read-named-ads.ts';
export { readPacingSteps, type PacingStep } from './read-pacing-steps.ts';
