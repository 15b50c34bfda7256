import { sampleRatio, type SampleRatio } from '@flywheel/experiments';
import { compareAdjusted, compareArms, type Arm, type Comparison, type Measure } from '@flywheel/experiments/arms';
import { metered, rssMb } from '../metered.ts';
import { readFlags, type Flags } from '../read-flags.ts';
import { BadInput, Usage } from '../refusals.ts';
import { readColumns, type Columns } from './columns.ts';

export const abUsage = `npm run evaluate -- ab --data FILE --arm COLUMN --outcome a,b [--denominator COLUMN] [--covariate COLUMN[:BELOW]]
    [--control NAME] [--expect .5,.5] [--delimiter C] [--encoding NAME]
  --data         one row a unit (a person, never an impression)
  --denominator  the outcomes are ratios of sums over it, such as clicks over impressions
  --covariate    measured before the experiment began; with :BELOW a ratio
  --expect       the shares meant for the arms: the control's, then the others' in the order of their names; else equal`;

const protocol =
  "A row is a unit. difference = treatment − control of the means, or of Σoutcome/Σdenominator; standard error: Welch's, for ratios by " +
  'the delta method; z and p by the normal distribution. ci95.fixed holds for one look; ci95.sequential for any number of looks ' +
  '(arXiv 2103.06476, tuned for 5,000 units). CUPED: θ = cov/var within arms; varianceLeft = its squared error over the plain one. ' +
  'SRM: χ² of the units of each arm against --expect; p < .01 warns, p < .001 is refused (exit 4). ' +
  'chosen: CUPED wherever a healthy covariate is given, else the plain comparison; never by the result.';

const fewUnits = 150;

/** The task `ab`: every arm against the control, for each outcome. */
export async function evaluateAb(args: readonly string[]): Promise<object> {
  const flags = readFlags(args, ['data', 'arm', 'outcome', 'denominator', 'covariate', 'control', 'expect']);
  const data = await readColumns(flags.needed('data'), flags.format);
  const outcomes = (flags.needed('outcome') && flags.list('outcome')) || [];
  const { control, treatments, rowsOf } = readArms(data, flags);
  const arms = [control, ...treatments];
  const units = arms.map((name) => rowsOf(name).length);
  const shares = sharesOf(flags, arms.length);
  const ratio = sampleRatio(units, shares);
  if (ratio.verdict === 'block')
    throw new BadInput(
      `refused: the arms ${arms.map((name, n) => `${name} ${units[n]}`).join(', ')} do not have the shares meant ` +
        `(χ² ${ratio.chiSquare.toFixed(2)}, p ${ratio.p.toExponential(2)}): who is in which arm depends on something, ` +
        'and so may every difference',
      4,
    );
  const warnings = warningsOf(ratio, arms, units, outcomes.length);
  const models: object[] = [];
  const chosen: string[] = [];
  for (const outcome of outcomes) {
    const armOf = readMeasures(data, flags, outcome);
    for (const treatment of treatments) {
      const name = `${outcome}: ${treatment} − ${control}`;
      const pair = [armOf(rowsOf(control)), armOf(rowsOf(treatment))] as const;
      const found = compare(name, pair, warnings);
      models.push(...found.models);
      chosen.push(found.chosen);
    }
  }
  return {
    task: 'ab',
    version: 1,
    inputs: [data.file],
    protocol,
    arms: arms.map((name, n) => ({ name, units: units[n], expected: (shares[n] ?? 0) / shares.reduce((sum, share) => sum + share, 0) })),
    srm: ratio,
    models,
    chosen: { names: chosen },
    warnings,
  };
}

function compare(name: string, [control, treatment]: readonly [Arm, Arm], warnings: string[]): { models: object[]; chosen: string } {
  const plain = metered(() => compareArms(control, treatment));
  const models = [modelOf(name, plain.result, plain.cpuS)];
  if (!control.before) return { models, chosen: name };
  const adjusted = metered(() => compareAdjusted(control, treatment));
  if (adjusted.result.outcome === 'not-adjusted') {
    warnings.push(`${name}: CUPED is not used, the ${adjusted.result.reason.replaceAll('-', ' ')}`);
    return { models, chosen: name };
  }
  const { comparison, theta, varianceLeft, imbalanceP } = adjusted.result;
  const cuped = `${name}, CUPED`;
  return { models: [...models, modelOf(cuped, comparison, adjusted.cpuS, { theta, varianceLeft, imbalanceP })], chosen: cuped };
}

function modelOf(name: string, { fixed, sequential, standardError, ...rest }: Comparison, scoreCpuS: number, more: object = {}): object {
  return {
    name,
    params: { alpha: 0.05 },
    tunedOn: 'none',
    metrics: { ...rest, se: standardError, ...more },
    ci95: { fixed, sequential },
    trainCpuS: 0,
    scoreCpuS,
    rssMb: rssMb(),
  };
}

function readArms(data: Columns, flags: Flags): { control: string; treatments: string[]; rowsOf: (arm: string) => number[] } {
  const rows = new Map<string, number[]>();
  data.texts(flags.needed('arm')).forEach((name, row) => {
    const own = rows.get(name);
    if (own) own.push(row);
    else rows.set(name, [row]);
  });
  const names = [...rows.keys()].sort();
  const control = flags.text('control') ?? names.find((name) => name === 'control') ?? names[0] ?? '';
  if (!rows.has(control)) throw new Usage(`no row is of the arm ${control}; there are ${names.slice(0, 12).join(', ')}`);
  if (names.length < 2 || names.length > 20) throw new BadInput(`${names.length} arms: 2 to 20 can be compared`);
  const small = names.find((name) => (rows.get(name)?.length ?? 0) < 2);
  if (small !== undefined) throw new BadInput(`the arm ${small} has fewer than 2 units`);
  return { control, treatments: names.filter((name) => name !== control), rowsOf: (arm) => rows.get(arm) ?? [] };
}

function sharesOf(flags: Flags, arms: number): number[] {
  const shares = flags.list('expect')?.map(Number) ?? new Array<number>(arms).fill(1 / arms);
  if (shares.length !== arms || shares.some((share) => !(share > 0)))
    throw new Usage(`--expect needs ${arms} shares above 0, control first`);
  return shares;
}

/** What the units of some rows gave for an outcome, with its denominator and covariate where they are asked for. */
function readMeasures(data: Columns, flags: Flags, outcome: string): (rows: readonly number[]) => Arm {
  const column = (name: string | undefined): Float64Array | undefined => (name ? data.numbers(name) : undefined);
  const [covariate, below] = flags.text('covariate')?.split(':') ?? [];
  const columns = {
    above: data.numbers(outcome),
    below: column(flags.text('denominator')),
    before: column(covariate),
    beforeBelow: column(below),
  };
  const measure = (rows: readonly number[], above: Float64Array, under: Float64Array | undefined): Measure => {
    const pick = (all: Float64Array): Float64Array => Float64Array.from(rows, (row) => all[row] as number);
    if (under && pick(under).reduce((sum, value) => sum + value, 0) === 0) throw new BadInput('the denominators of an arm add up to 0');
    return { above: pick(above), below: under ? pick(under) : undefined };
  };
  return (rows) => ({
    outcome: measure(rows, columns.above, columns.below),
    before: columns.before ? measure(rows, columns.before, columns.beforeBelow) : undefined,
  });
}

function warningsOf(ratio: SampleRatio, arms: readonly string[], units: readonly number[], outcomes: number): string[] {
  const small = arms.filter((_, n) => (units[n] ?? 0) < fewUnits);
  const tests = outcomes * (arms.length - 1);
  return [
    ...(ratio.verdict === 'warn' ? [`the arms may not have the shares meant (p ${ratio.p.toFixed(4)})`] : []),
    ...(small.length > 0 ? [`fewer than ${fewUnits} units in ${small.join(', ')}: z and p are rough`] : []),
    ...(tests > 1
      ? [`${tests} comparisons: one in ${Math.round(20 / tests) || 1} such runs shows p < .05 by chance; nothing is corrected`]
      : []),
  ];
}
