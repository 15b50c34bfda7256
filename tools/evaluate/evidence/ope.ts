import { seededRandom } from '@flywheel/primitives';
import { estimatePolicy, type Estimate, type LoggedChoices, type Policy } from '@flywheel/experiments/policies';
import { metered, rssMb } from '../metered.ts';
import { readFlags, type Flags } from '../read-flags.ts';
import { BadInput } from '../refusals.ts';
import { Numbering, readColumns, type Columns } from './columns.ts';
import { readPolicy, type OpeColumns } from './read-policy.ts';

export const opeUsage = `npm run evaluate -- ope --data FILE --policy FILE [--action action] [--position position]
    [--reward reward] [--propensity propensity] [--seed 42] [--delimiter C] [--encoding NAME]
  --data    a log, one choice a row: what was chosen, where, what came of it, and with which chance it was chosen
  --policy  position,action,prob for each position and action; or another log: then its mean propensities by position, or its shares`;

const protocol =
  'w = chance of the logged action under --policy, over --propensity. SNIPW = Σwr/Σw; IPW = mean(wr); DM = mean over rows of the ' +
  "policy's expected reward by a model (means by position and action, drawn by 20 rows towards the action's, and that towards the " +
  'mean of all); DR = DM + mean(w(r − model)); the model of a row is fitted on the other of two random halves. ci95: studentised ' +
  'bootstrap over rows, 1,000 draws; none for DM, whose model may be wrong in ways that rows do not show. ESS = (Σw)²/Σw². Refused ' +
  '(exit 4) at ESS below 5 % of the rows. meanWeight is 1 in expectation. Without --position all rows are of one.';

/** The task `ope`: what a policy that did not run would have earned, from the log of one that did. */
export async function evaluateOpe(args: readonly string[]): Promise<object> {
  const flags = readFlags(args, ['data', 'policy', 'action', 'position', 'reward', 'propensity']);
  const names = columnsOf(flags);
  const data = await readColumns(flags.needed('data'), flags.format);
  const [places, actions] = [new Numbering(), new Numbering()];
  const log = readLog(data, names, { places, actions });
  const { policy, file, kind } = await readPolicy(flags.needed('policy'), { names, places, actions, format: flags.format });
  const seed = flags.text('seed') ?? '42';
  const { result: answer, cpuS } = metered(() => estimatePolicy(log, policy, { random: seededRandom(`ope/${seed}`) }));
  const { worth } = answer;
  if (answer.outcome === 'refused')
    throw new BadInput(
      `refused: the log is worth ${worth.effective.toFixed(0)} of its ${worth.rows} rows for this policy ` +
        `(ESS ${(100 * worth.effectiveShare).toFixed(2)} %, at least 5 % is needed): it hardly ever chose what the policy would choose`,
      4,
    );
  const model = (name: string, { value, interval }: Pick<Estimate, 'value'> & Partial<Estimate>) => ({
    name,
    params: name === 'snipw' || name === 'ipw' ? {} : { priorRows: 20, folds: 2, seed },
    tunedOn: 'none',
    metrics: { value },
    ci95: interval ? { value: interval } : null,
    trainCpuS: 0,
    scoreCpuS: cpuS,
    rssMb: rssMb(),
  });
  return {
    task: 'ope',
    version: 1,
    inputs: [data.file, file],
    protocol,
    log: {
      rows: worth.rows,
      ess: worth.effective,
      essShare: worth.effectiveShare,
      meanWeight: worth.meanWeight,
      logged: meanOf(log.rewards),
    },
    policy: { from: kind, places: places.names.length, actions: policy.actions },
    models: [model('snipw', answer.snipw), model('dr', answer.doublyRobust), model('ipw', answer.ipw), model('dm', answer.direct)],
    chosen: { name: 'snipw' },
    warnings: warningsOf(worth.meanWeight, unsupported(log, policy)),
  };
}

function columnsOf(flags: Flags): OpeColumns {
  return {
    action: flags.text('action') ?? 'action',
    position: flags.text('position'),
    reward: flags.text('reward') ?? 'reward',
    propensity: flags.text('propensity') ?? 'propensity',
  };
}

function readLog(data: Columns, names: OpeColumns, { places, actions }: { places: Numbering; actions: Numbering }): LoggedChoices {
  const chances = data.numbers(names.propensity);
  chances.forEach((chance, row) => {
    if (!(chance > 0 && chance <= 1)) throw new BadInput(`row ${row + 1}: a propensity is above 0 and at most 1, not ${chance}`);
  });
  const place = names.position;
  return {
    places: Uint32Array.from(place === undefined ? data.rows.map(() => '') : data.texts(place), (name) => places.of(name)),
    actions: Uint32Array.from(data.texts(names.action), (name) => actions.of(name)),
    rewards: data.numbers(names.reward),
    chances,
  };
}

/** The share of the policy's choices, over the places of the log, that the log never made. */
function unsupported(log: LoggedChoices, policy: Policy): number {
  const seen = new Set<number>();
  log.places.forEach((place, row) => seen.add(place * policy.actions + (log.actions[row] as number)));
  const outside = (place: number): number => {
    let sum = 0;
    for (let action = 0; action < policy.actions; action += 1) {
      const cell = place * policy.actions + action;
      if (!seen.has(cell)) sum += policy.chances[cell] ?? 0;
    }
    return sum;
  };
  return log.places.reduce((sum, place) => sum + outside(place), 0) / log.places.length;
}

function warningsOf(meanWeight: number, never: number): string[] {
  return [
    ...(Math.abs(meanWeight - 1) > 0.1
      ? [`the mean weight is ${meanWeight.toFixed(3)}, not 1: propensities or policy are not what they say`]
      : []),
    ...(never > 0.01 ? [`${(100 * never).toFixed(1)} % of the policy's choices never occur in the log: nothing is known of them`] : []),
  ];
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
