import type { LoggedChoices, Policy } from './logged-choices.ts';

/** A cell's mean counts as so many rows of the mean of its place and action; those as so many of the mean of all. */
const priorRows = 20;

/** What an action at a place is expected to give, learnt from the rows of `folds` that are not `without`. */
export type RewardModel = (place: number, action: number) => number;

/**
 * Fits mean rewards by place and action, drawn towards the action's own mean over all places and that towards the mean of all: few rows
 * say little.
 */
export function fitRewards(log: LoggedChoices, policy: Policy, use: (row: number) => boolean): RewardModel {
  const cells = new Map<number, [sum: number, rows: number]>();
  const actions = new Map<number, [sum: number, rows: number]>();
  let [sum, rows] = [0, 0];
  for (let row = 0; row < log.rewards.length; row += 1) {
    if (!use(row)) continue;
    const reward = log.rewards[row] as number;
    const action = log.actions[row] as number;
    add(cells, (log.places[row] as number) * policy.actions + action, reward);
    add(actions, action, reward);
    sum += reward;
    rows += 1;
  }
  const overall = rows === 0 ? 0 : sum / rows;
  const byAction = (action: number): number => drawn(actions.get(action), overall);
  return (place, action) => drawn(cells.get(place * policy.actions + action), byAction(action));
}

function add(into: Map<number, [number, number]>, key: number, reward: number): void {
  const old = into.get(key);
  if (old) [old[0], old[1]] = [old[0] + reward, old[1] + 1];
  else into.set(key, [reward, 1]);
}

function drawn(own: readonly [number, number] | undefined, prior: number): number {
  const [sum, rows] = own ?? [0, 0];
  return (sum + priorRows * prior) / (rows + priorRows);
}
