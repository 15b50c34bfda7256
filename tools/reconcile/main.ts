/**
 * `npm run reconcile [-- --world demo|live|replay] [--json] [--step N]`: climbs the ladder from one snapshot, prints its table and, under
 * each step with a difference, the rows whose sides differ. Changes nothing.
 */
import { parseArgs } from 'node:util';
import { Database } from '@flywheel/database';
import { readShown } from '@flywheel/report';
import { Reconcile } from '@flywheel/settle/checks';
import { ladderTable } from './ladder-table.ts';

/** Exit codes: 0 no difference, 1 a difference, 2 called wrongly. */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { world: { type: 'string' }, json: { type: 'boolean', default: false }, step: { type: 'string' } },
  });
  const only = values.step === undefined ? undefined : Number(values.step);
  if (only !== undefined && !(Number.isInteger(only) && only > 0)) {
    console.error('--step needs the number of a step.');
    return 2;
  }
  const database = new Database({ url: process.env['DATABASE_URL'] ?? '', poolSize: 1 });
  try {
    const began = performance.now();
    const { clean, steps } = await new Reconcile(database, readShown).run({ only });
    const seconds = (performance.now() - began) / 1000;
    if (steps.length === 0) {
      console.error(`The ladder has no step ${only}.`);
      return 2;
    }
    console.log(values.json ? asJson({ clean, seconds, steps }) : `${ladderTable(steps)}\n${tell(steps.length, clean, seconds)}`);
    return clean ? 0 : 1;
  } finally {
    await database.close();
  }
}

function tell(steps: number, clean: boolean, seconds: number): string {
  return `${steps} comparisons in ${seconds.toFixed(1)} s: ${clean ? 'every difference is 0' : 'there are differences'}`;
}

function asJson(result: object): string {
  return JSON.stringify(result, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value), 2);
}

process.exitCode = await main();
