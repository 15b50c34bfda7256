/** The largest multiplier: a bid never falls under a hundredth of its value. */
export const mostMultiplier = 99;

const million = 1_000_000;
// A burst moves the multiplier by at most ten steps at once, down by one.
const steepest = 10;

/**
 * One step of a budget's dual: μ ← clamp(μ − η(ρ − spent), 0, most), with η = `rate` / max(ρ, one charge): in units of the target where
 * that is large, of a charge where a charge is rare. Pure dual gradient, no integral or derivative part (Balseiro & Gur 2019; keeps half of
 * the optimal liquid welfare without converging, arXiv 2205.08674). All in micros of one step's time.
 */
export function stepBudgetDual(multiplier: number, step: { target: number; spent: number; charge: number; rate?: number }): number {
  const unit = Math.max(step.target, step.charge, 1);
  return moved(multiplier, (step.target - step.spent) / unit, step.rate ?? 0.02);
}

/**
 * One step of a cost goal's dual: `events` were billed for `spent`; more than `cost` each raises ν, less lowers it. The bid is
 * ceiling / (1 + ν), so the average finds the goal from whichever side the ceiling allows.
 */
export function stepCostDual(multiplier: number, step: { events: number; spent: number; cost: number; rate?: number }): number {
  if (step.events === 0 || step.cost <= 0) return multiplier;
  return moved(multiplier, (step.cost * step.events - step.spent) / step.cost, step.rate ?? 0.02);
}

/** What a multiplier leaves of a bid, in ppm: ⌊10⁶ / (1 + μ)⌋. */
export function shareOf(multiplier: number): number {
  return Math.floor(million / (1 + multiplier));
}

/** Both constraints hold with the smaller share. Never the product: chained multipliers can fail (arXiv 2302.08530). */
export function jointShare(...shares: readonly number[]): number {
  return Math.min(million, ...shares);
}

function moved(multiplier: number, slack: number, rate: number): number {
  const slope = Math.max(-steepest, Math.min(1, slack));
  return Math.max(0, Math.min(mostMultiplier, multiplier - rate * slope));
}
