export {
  applyEdit,
  dropStaleEdits,
  effectOf,
  endEdit,
  lockEdit,
  openEdit,
  readOpenEdits,
  stageEntries,
  type OpenEdit,
} from './list-edits.ts';
export { allowLongStatements, forgetLeavers, matchEntries, replaceMembers } from './members.ts';
export { readEngaged, readExposed, readWatched } from './read-engagers.ts';
