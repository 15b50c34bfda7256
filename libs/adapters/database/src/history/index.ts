export { inHistory } from './in-history.ts';
export { readAdsOfCampaign, type AdOfCampaign } from './read-ads-of-campaign.ts';
export { readPlacementsAt, readSegmentsAt, readServingAdsAt, readServingAdsOfAt } from './read-configured-at.ts';
export { readAdNumber, readNamedAds, readSegmentNames, type NamedAd } from './read-named-ads.ts';
export { readPacingSteps, type PacingStep } from './read-pacing-steps.ts';
