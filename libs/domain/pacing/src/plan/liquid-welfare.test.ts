import { seededRandom } from '@flywheel/primitives';
import { describe, expect, it } from 'vitest';
import { stepBudgetDual } from './dual-step.ts';

/** A market: what each auction is worth to each buyer, and each buyer's budget. Plain numbers: values of at most 1. */
type Market = { values: number[][]; budgets: number[] };
type Rule = 'first' | 'second';

const auctions = 4_000;
const buyers = 6;

/** Values that are partly everyone's and partly a buyer's own; budgets between a twentieth and a whole of what a buyer could win alone. */
function marketOf(seed: string): Market {
  const random = seededRandom(seed);
  const taste = Array.from({ length: buyers }, () => 0.3 + 0.7 * random.next());
  const values = Array.from({ length: auctions }, () => {
    const worth = random.next();
    return taste.map((each) => each * (0.5 * worth + 0.5 * random.next()));
  });
  const budgets = taste.map((each) => each * auctions * 0.25 * (0.05 + 0.95 * random.next()) * 0.6);
  return { values, budgets };
}

/** Everyone paces by the pure dual gradient, each knowing only his own spend, and never bids more than what is left. */
function pacedWelfare({ values, budgets }: Market, rule: Rule): number {
  const multipliers = budgets.map(() => 0);
  const left = [...budgets];
  const won = budgets.map(() => 0);
  for (const worth of values) {
    const bids = worth.map((value, i) => Math.min(value / (1 + (multipliers[i] ?? 0)), left[i] ?? 0));
    const winner = bids.indexOf(Math.max(...bids));
    const runnerUp = Math.max(...bids.filter((_, i) => i !== winner));
    const price = rule === 'first' ? (bids[winner] ?? 0) : runnerUp;
    won[winner] = (won[winner] ?? 0) + (worth[winner] ?? 0);
    left[winner] = (left[winner] ?? 0) - price;
    for (const [i, budget] of budgets.entries()) {
      const step = { target: budget / auctions, spent: i === winner ? price : 0, charge: 1, rate: 1 / Math.sqrt(auctions) };
      multipliers[i] = stepBudgetDual(multipliers[i] ?? 0, step);
    }
  }
  return won.reduce((sum, value, i) => sum + Math.min(value, budgets[i] ?? 0), 0);
}

/**
 * No allocation, divided ones included, has more liquid welfare than this: for every λ in [0, 1], min(B, v) ≤ (1 − λ)·v + λ·B, so the
 * linear programme is at most Σ_auctions max_i (1 − λ_i)·v_i + Σ λ_i·B_i. The smallest over λ, by subgradient, is the programme's value;
 * any λ on the way is a bound too.
 */
function mostWelfare({ values, budgets }: Market): number {
  const lambda = budgets.map(() => 0);
  let least = Infinity;
  for (let round = 1; round <= 150; round += 1) {
    const won = budgets.map(() => 0);
    let bound = budgets.reduce((sum, budget, i) => sum + (lambda[i] ?? 0) * budget, 0);
    for (const worth of values) {
      const weighed = worth.map((value, i) => (1 - (lambda[i] ?? 0)) * value);
      const best = weighed.indexOf(Math.max(...weighed));
      bound += weighed[best] ?? 0;
      won[best] = (won[best] ?? 0) + (worth[best] ?? 0);
    }
    least = Math.min(least, bound);
    for (const [i, budget] of budgets.entries()) {
      const slope = (budget - (won[i] ?? 0)) / auctions;
      lambda[i] = Math.max(0, Math.min(1, (lambda[i] ?? 0) - (4 / Math.sqrt(round)) * slope));
    }
  }
  return least;
}

describe('gradient pacing keeps at least half of the optimal liquid welfare', () => {
  for (const rule of ['first', 'second'] as const) {
    it(`${rule} price, twelve seeded markets`, () => {
      const shares = Array.from({ length: 12 }, (_, n) => {
        const market = marketOf(`liquid welfare ${n}`);
        return pacedWelfare(market, rule) / mostWelfare(market);
      });
      expect(Math.max(...shares)).toBeLessThanOrEqual(1);
      expect(Math.min(...shares), `shares: ${shares.map((each) => each.toFixed(3)).join(' ')}`).toBeGreaterThanOrEqual(0.5);
    });
  }

  it('and the measure can fail: buyers that all bid a hundredth of what they could keep less', () => {
    const market = marketOf('liquid welfare 0');
    const timid = { ...market, values: market.values.map((worth) => worth.map((value, i) => (i === 0 ? value / 100 : 0))) };
    expect(pacedWelfare(timid, 'first') / mostWelfare(market)).toBeLessThan(0.5);
  });
});
