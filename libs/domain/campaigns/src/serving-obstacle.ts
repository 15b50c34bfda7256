import type { EffectiveStatus } from './status.ts';

/** The code of the closed list of losses by which a status keeps an ad from serving; 0 when it does not. */
export type ServingObstacle = 0 | 201 | 202 | 520 | 521 | 522 | 581 | 582;

const obstacles: Readonly<Record<EffectiveStatus, ServingObstacle>> = {
  active: 0,
  in_review: 201,
  rejected: 202,
  suspended: 520,
  draft: 521,
  paused: 521,
  archived: 521,
  scheduled: 522,
  ended: 522,
  spent: 581,
  unfunded: 582,
};

/** Turns a status into the reason that stands in a decision's record. */
export function servingObstacle(status: EffectiveStatus): ServingObstacle {
  return obstacles[status];
}
