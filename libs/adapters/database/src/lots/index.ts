export { readEndedLots, readFreeLots, readHeldLots, type EndedLot } from './read-lots.ts';
