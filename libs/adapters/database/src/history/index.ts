export { historyCtes, type FollowedTable } from './history-ctes.ts';
export { readChangedAds, type ConfigurationChange } from './read-changed-ads.ts';
export { readAdNumber, readNamedAds, type NamedAd } from './read-named-ads.ts';
