export type {
  CapRead,
  DecisionRecord,
  Drop,
  Finalist,
  JsonText,
  RecordedPlacement,
  RecordedRules,
  StateRead,
  ViewerPart,
  VisitedAds,
} from './decision-record.ts';
export { packRecord } from './pack-record.ts';
export { alteredInViewerPart, packViewerPart, unpackViewerPart } from './pack-viewer-part.ts';
export { packReason, unpackReason } from './reason.ts';
export { recordHash } from './record-hash.ts';
export type { AlteredSection } from './sections.ts';
export { alteredInRecord, unpackRecord } from './unpack-record.ts';
