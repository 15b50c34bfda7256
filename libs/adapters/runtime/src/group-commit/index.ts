export { GroupCommit, Overloaded, type GroupLimits } from './group-commit.ts';
