export {
  closePeriod,
  countUnsealedMinutes,
  lockMonth,
  readClosedPeriod,
  readMovements,
  readOpenMonthsBefore,
  type ClosedPeriod,
} from './close-period.ts';
export { listPeriods, type PeriodRow } from './list-periods.ts';
export { insertReinvestment, listReinvestments, type ReinvestmentRun } from './reinvestment-runs.ts';
