export {
  insertModelVersion,
  readModel,
  readModelChanges,
  tryPublisherLock,
  type ModelChange,
  type PublishedModel,
} from './model-versions.ts';
