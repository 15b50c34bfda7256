import { fitLearner, neighboursWithin, retrievalBudget, type InteractionMatrix, type LearnerPlan } from '@flywheel/ranking/retrieval';

/** What one fit took. Memory is of the whole process, its peak so far. */
export type MeasuredFit = {
  readonly learner: string;
  readonly users: number;
  readonly items: number;
  readonly interactions: number;
  readonly seconds: number;
  readonly cpuS: number;
  readonly budgetMb: number;
  readonly peakRssMb: number;
};

/** Fits one learner with usual parameters and measures it. */
export function measureFit(matrix: InteractionMatrix, learner: 'itemitem' | 'ease' | 'ials'): MeasuredFit {
  const size = { users: matrix.rows, items: matrix.columns, interactions: matrix.at.length };
  const [began, cpu] = [performance.now(), process.cpuUsage()];
  fitLearner(matrix, planOf(learner, size.items), { seed: 'bench' });
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const budget = retrievalBudget([learner], size)[0]?.bytes ?? 0;
  const peak = process.resourceUsage().maxRSS / 1024;
  return {
    learner,
    ...size,
    seconds: rounded(seconds),
    cpuS: rounded((user + system) / 1e6),
    budgetMb: toMb(budget),
    peakRssMb: Math.round(peak),
  };
}

/** One line of a table. */
export function lineOf(fit: MeasuredFit): string {
  const size = `${fit.users} × ${fit.items}, ${fit.interactions}`;
  const cost = `${fit.seconds} s  ${fit.cpuS} CPU-s  budget ${fit.budgetMb} MB  peak RSS ${fit.peakRssMb} MB`;
  return `  ${fit.learner.padEnd(9)} ${size.padEnd(28)} ${cost}`;
}

function planOf(learner: 'itemitem' | 'ease' | 'ials', items: number): LearnerPlan {
  switch (learner) {
    case 'itemitem':
      return { name: learner, params: { a: 0.5, b: 0.5, c: 0.5, neighbours: neighboursWithin(items) } };
    case 'ease':
      return { name: learner, params: { lambda: 500, mostItems: 6000 } };
    case 'ials':
      return { name: learner, params: { dimensions: 32, rounds: 10, alpha: 0.3, regularisation: 0.01 }, start: 1 };
  }
}

const toMb = (bytes: number): number => Math.round(bytes / 2 ** 20);
const rounded = (value: number): number => Number(value.toFixed(2));
