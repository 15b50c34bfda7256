export { readAdDelivery, readCharged, readSeen, readShownSince, type AdDelivery, type Win } from './read-delivery.ts';
export {
  readContentChanges,
  readErasures,
  readLastLongWorkEnd,
  readViewerChanges,
  type ContentRow,
  type ViewerRow,
} from './read-people-changes.ts';
export { readServingAds, type ServingAdRow } from './read-serving-ads.ts';
export { readConfigVersion, readSegments, type SegmentRow } from './read-serving-rules.ts';
export type { Placement as PlacementRow } from '../placements/placement.ts';
export { readPlacements } from '../placements/read-placements.ts';
