export { readDeliveryLines, type DeliveryLine } from './read-delivery.ts';
export { readMovedConfiguration, servesMoreThan, type MovedConfiguration } from './read-configuration.ts';
export { readSeen, type Win } from './read-seen.ts';
export { readServingAds, readServingAdsOf, servingAdsSql, toServingAd, type ServingAdRow, type ServingAdsRow } from './read-serving-ads.ts';
export { readConfigVersion, readSegments, type SegmentRow } from './read-serving-rules.ts';
export type { Placement as PlacementRow } from '../placements/placement.ts';
export { readPlacements } from '../placements/read-placements.ts';
