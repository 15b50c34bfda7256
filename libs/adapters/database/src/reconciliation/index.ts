export { keepRun, readRun, readRuns, type KeptRun, type RunHead } from './keep-run.ts';
export type { ShownAmount } from './ladder-of-reports.ts';
export { readLadder, type LadderRow, type LadderStep } from './read-ladder.ts';
