export { findCreator, readAccrued, readEarnings, readTitles, type EarningRow } from './read-statement.ts';
