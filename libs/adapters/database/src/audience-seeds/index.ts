export { drawOutside, isSeedSegment, nextPeople, readNodePeople, readSeed, readSeedNode, readSensitiveNodes } from './read-seed.ts';
