import { seededRandom, type Random } from '@flywheel/primitives';
import { describe, expect, it } from 'vitest';
import { estimatePolicy, worthOf } from './estimate-policy.ts';
import { chanceIn, importanceWeights, policyOfLog, type LoggedChoices, type Policy } from './logged-choices.ts';

const [places, actions, rows] = [3, 8, 2000] as const;

/** Chances proportional to e^(sharpness × taste), one taste a place and action. */
const softmax = (tastes: Float64Array, sharpness: number): Policy => {
  const raw = tastes.map((taste) => Math.exp(sharpness * taste));
  return {
    actions,
    chances: raw.map((value, cell) => {
      const from = Math.floor(cell / actions) * actions;
      return value / raw.subarray(from, from + actions).reduce((sum, each) => sum + each, 0);
    }),
  };
};

const choose = (policy: Policy, place: number, random: Random): number => {
  let left = random.next();
  for (let action = 0; action < actions; action += 1) {
    left -= chanceIn(policy, place, action);
    if (left < 0) return action;
  }
  return actions - 1;
};

type World = { rates: Float64Array; logging: Policy; asked: Policy; truth: number; effectiveShare: number };

/** Places and actions with click rates of their own, a logging policy and one to ask about, `sharpness` apart. */
const world = (random: Random, sharpness: number): World => {
  const cells = places * actions;
  const rates = Float64Array.from({ length: cells }, () => 0.02 + 0.18 * random.next());
  const tastes = Float64Array.from({ length: cells }, () => random.next() - 0.5);
  const logging = softmax(
    Float64Array.from({ length: cells }, () => random.next() - 0.5),
    3,
  );
  const asked = softmax(tastes, sharpness);
  let [truth, squares] = [0, 0];
  for (let cell = 0; cell < cells; cell += 1) {
    const chance = asked.chances[cell] as number;
    truth += (chance * (rates[cell] as number)) / places;
    squares += chance ** 2 / (logging.chances[cell] as number) / places;
  }
  return { rates, logging, asked, truth, effectiveShare: 1 / squares };
};

const logOf = ({ rates, logging }: World, random: Random): LoggedChoices => {
  const log = {
    places: new Uint32Array(rows),
    actions: new Uint32Array(rows),
    rewards: new Float64Array(rows),
    chances: new Float64Array(rows),
  };
  for (let row = 0; row < rows; row += 1) {
    const place = Math.floor(random.next() * places);
    const action = choose(logging, place, random);
    log.places[row] = place;
    log.actions[row] = action;
    log.rewards[row] = random.next() < (rates[place * actions + action] as number) ? 1 : 0;
    log.chances[row] = chanceIn(logging, place, action);
  }
  return log;
};

/** The standard deviation of the estimate over logs, by the first-order variance of Σwr/Σw. */
const trueDeviation = ({ rates, logging, asked, truth }: World): number => {
  let variance = 0;
  for (let cell = 0; cell < places * actions; cell += 1) {
    const rate = rates[cell] as number;
    const weight = (asked.chances[cell] as number) / (logging.chances[cell] as number);
    variance += ((logging.chances[cell] as number) / places) * weight ** 2 * (rate * (1 - truth) ** 2 + (1 - rate) * truth ** 2);
  }
  return Math.sqrt(variance / rows);
};

describe('the reward of a policy from what another one logged', () => {
  it('is inside the interval in 93 to 98.5 % of 1,000 worlds, no wider than need be, refused where the log can not tell', () => {
    const random = seededRandom('off-policy');
    const tally = { cases: 0, snipw: 0, robust: 0, width: 0, refusedFair: 0, fair: 0, poor: 0, refusedPoor: 0 };
    for (let run = 0; run < 1100; run += 1) {
      const own = world(random, random.next() * 20);
      const answer = estimatePolicy(logOf(own, random), own.asked, { random, draws: 120 });
      if (own.effectiveShare >= 0.1) tally.fair += 1;
      if (answer.worth.effectiveShare < 0.05) tally.poor += 1;
      if (answer.outcome === 'refused') {
        tally.refusedFair += own.effectiveShare >= 0.1 ? 1 : 0;
        tally.refusedPoor += 1;
        continue;
      }
      const inside = ([low, high]: readonly [number, number]): number => (low <= own.truth && own.truth <= high ? 1 : 0);
      tally.cases += 1;
      tally.snipw += inside(answer.snipw.interval);
      tally.robust += inside(answer.doublyRobust.interval);
      tally.width += (answer.snipw.interval[1] - answer.snipw.interval[0]) / 2 / (1.96 * trueDeviation(own));
    }
    const coverage = tally.snipw / tally.cases;
    const figures = { ...tally, coverage, robust: tally.robust / tally.cases, halfWidth: tally.width / tally.cases };
    expect(figures.cases, JSON.stringify(figures)).toBeGreaterThanOrEqual(1000);
    expect(coverage, JSON.stringify(figures)).toBeGreaterThanOrEqual(0.93);
    expect(coverage).toBeLessThanOrEqual(0.985);
    expect(figures.robust, JSON.stringify(figures)).toBeGreaterThanOrEqual(0.93);
    expect(figures.halfWidth).toBeLessThanOrEqual(1.5);
    expect(tally.refusedFair).toBe(0);
    expect(tally.refusedPoor).toBe(tally.poor);
  }, 120_000);

  it('a policy asked about itself is the mean of its log, every row counting', () => {
    const random = seededRandom('itself');
    const own = world(random, 2);
    const log = logOf(own, random);
    const answer = estimatePolicy(log, own.logging, { random, draws: 120 });
    const plain = log.rewards.reduce((sum, reward) => sum + reward, 0) / rows;
    expect(answer.outcome).toBe('estimated');
    if (answer.outcome !== 'estimated') return;
    expect(answer.snipw.value).toBeCloseTo(plain, 12);
    expect(answer.worth).toEqual({ rows, effective: rows, effectiveShare: 1, meanWeight: 1 });
  });

  it('a policy that does what was hardly ever done is refused', () => {
    const random = seededRandom('rare');
    const own = world(random, 1);
    const rare: Policy = { actions, chances: own.logging.chances.map((_, cell) => (cell % actions === 0 ? 1 : 0)) };
    const shy: World = {
      ...own,
      logging: { actions, chances: own.logging.chances.map((_, cell) => (cell % actions === 0 ? 0.01 : 0.99 / (actions - 1))) },
    };
    expect(estimatePolicy(logOf(shy, random), rare, { random })).toMatchObject({ outcome: 'refused', reason: 'too-few-effective-rows' });
  });

  it('the marginals of a log are its policy, and a log without chances is no log', () => {
    const log = { places: Uint32Array.of(0, 0, 1), actions: Uint32Array.of(1, 0, 1) };
    expect([...policyOfLog(log, { places: 2, actions: 2 }).chances]).toEqual([0.5, 0.5, 0, 1]);
    const broken = { ...log, rewards: Float64Array.of(0, 0, 1), chances: Float64Array.of(0.5, 0, 0.5) };
    expect(() => importanceWeights(broken, { actions: 2, chances: new Float64Array(4) })).toThrow(/chance above 0/);
    expect(worthOf(Float64Array.of(0, 0)).effectiveShare).toBe(0);
  });
});
