export { placementColumns, placementOf, type Placement, type StoredPlacement } from './placement.ts';
export { readPlacements } from './read-placements.ts';
export { writePlacement } from './write-placement.ts';
