import { assert } from '@flywheel/primitives';

/**
 * What a logging policy chose: per row the place (its context), the action, the reward and the chance with which that action was chosen.
 * Places and actions are whole numbers from 0.
 */
export type LoggedChoices = {
  readonly places: Uint32Array;
  readonly actions: Uint32Array;
  readonly rewards: Float64Array;
  readonly chances: Float64Array;
};

/** The policy asked about: the chance of `action` at `place`; for each place they add up to 1. Row-major, one row a place. */
export type Policy = { readonly actions: number; readonly chances: Float64Array };

/** The chance of an action at a place. */
export function chanceIn(policy: Policy, place: number, action: number): number {
  return policy.chances[place * policy.actions + action] ?? 0;
}

/** wᵢ: how much more often the policy would have chosen what was chosen. Refuses a log whose chances are not in (0, 1]. */
export function importanceWeights(log: LoggedChoices, policy: Policy): Float64Array {
  return log.chances.map((chance, row) => {
    assert(chance > 0 && chance <= 1, 'what was chosen had a chance above 0, at most 1');
    return chanceIn(policy, log.places[row] as number, log.actions[row] as number) / chance;
  });
}

/**
 * The marginal policy behind a log: at each place the mean chance with which each action was chosen, made to add up to 1; without chances
 * as often as it was chosen. A place that is not in the log has no chances.
 */
export function policyOfLog(
  log: Pick<LoggedChoices, 'places' | 'actions'> & { readonly chances?: Float64Array | undefined },
  size: { readonly places: number; readonly actions: number },
): Policy {
  const sums = new Float64Array(size.places * size.actions);
  const rows = new Float64Array(sums.length);
  log.places.forEach((place, row) => {
    const cell = place * size.actions + (log.actions[row] as number);
    sums[cell] = (sums[cell] as number) + (log.chances?.[row] ?? 1);
    rows[cell] = (rows[cell] as number) + 1;
  });
  const raw = log.chances ? sums.map((sum, cell) => sum / (rows[cell] || 1)) : sums;
  const whole = Float64Array.from({ length: size.places }, (_, place) =>
    raw.subarray(place * size.actions, (place + 1) * size.actions).reduce((sum, each) => sum + each, 0),
  );
  return { actions: size.actions, chances: raw.map((each, cell) => each / (whole[Math.floor(cell / size.actions)] || 1)) };
}
