export { contentMetadata, mediaReference, type ContentMetadata } from './content-metadata.ts';
export { engagementEvent, eventContext, type EngagementEvent } from './engagement-event.ts';
export { eventKinds, requiredFields, type EventKind, type RequiredField } from './event-kind.ts';
export { creatorMetadata, purposes, viewerMetadata, type CreatorMetadata, type Purpose, type ViewerMetadata } from './people-metadata.ts';
export { quarantineReasons, type QuarantineReason } from './quarantine-reason.ts';
export { wireTime } from './wire-text.ts';
