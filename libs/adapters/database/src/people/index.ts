export { eraseViewer, type ErasedRows } from './erase-viewer.ts';
export { findContents, findCreators, findViewers, type KnownContent, type KnownViewer } from './find-people.ts';
export { lockPeopleForWriting } from './person-lock.ts';
export { holdReferences, type ReferenceVersions } from './reference-versions.ts';
export { nodesOfTags, upsertContents, type ContentRow } from './upsert-contents.ts';
export { upsertCreators, type CreatorRow } from './upsert-creators.ts';
export { upsertViewers, type ViewerRow } from './upsert-viewers.ts';
export { countErasures, listErasures, replayErasures } from './replay-erasures.ts';
