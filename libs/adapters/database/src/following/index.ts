export {
  readContentChanges,
  readErasures,
  readLastLongWorkEnd,
  readViewerChanges,
  type ContentRow,
  type ViewerRow,
} from './read-people-changes.ts';
