export { readLadder, type LadderStep } from './read-ladder.ts';
