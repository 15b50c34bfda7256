import type { EffectiveStatus } from './status.ts';

/** The code of the closed list of losses by which a status keeps an ad from serving; 0 when it does not. */
export type ServingObstacle = 0 | 201 | 202 | 520 | 521 | 522 | 523 | 580 | 581 | 582 | 583 | 585;

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
  capped: 580,
  spent: 581,
  unfunded: 582,
  paced: 583,
};

/** Turns a status into the reason that stands in a decision's record. Outside its dayparts a scheduled ad is 523 instead. */
export function servingObstacle(status: EffectiveStatus): ServingObstacle {
  return obstacles[status];
}
