export { readEndedLots, readFreeLots, readHeldLots, type EndedLot } from './read-lots.ts';
export { listGrants, type GrantsWanted, type StoredGrant } from './list-grants.ts';
