/**
 * `npm run faults [-- --only NAME,NAME] [--seed N] [--acked N] [--json]`: breaks this installation's programs on purpose while load runs
 * through them, and judges what is left. kill -9 is not power loss: what the operating system held in memory survives here.
 */
import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { faults } from './all.ts';
import type { Outcome, Skipped, Suite } from './fault.ts';
import { openCluster } from './stand/cluster.ts';
import { failed, tableOf, type Line } from './table.ts';

const { values } = parseArgs({
  options: { only: { type: 'string' }, seed: { type: 'string' }, acked: { type: 'string' }, json: { type: 'boolean', default: false } },
});
const seed = values.seed ?? String(Math.floor(Math.random() * 1_000_000_000));
const least = Number(values.acked ?? 50_000);
const only = values.only?.split(',');
const unknown = only?.filter((name) => !faults.some((fault) => fault.name === name)) ?? [];
if (unknown.length > 0) throw new Error(`there is no fault ${unknown.join(', ')}; there are ${faults.map(({ name }) => name).join(', ')}`);

const tell = (line: string): void => console.error(line);
const began = performance.now();
const cluster = await openCluster(tell);
const suite: Suite = { cluster, seed, least, tell };
const lines: Line[] = [];
try {
  for (const fault of faults.filter(({ name }) => only === undefined || only.includes(name))) {
    const from = performance.now();
    const result: Outcome | Skipped | { broke: string } = await fault
      .run(suite)
      .catch((error: unknown) => ({ broke: error instanceof Error ? (error.stack ?? error.message) : String(error) }));
    const line = { fault: fault.name, says: fault.says, seconds: (performance.now() - from) / 1000, result };
    lines.push(line);
    tell(tableOf([line]).split('\n').slice(-1)[0] ?? '');
  }
} finally {
  await cluster.close();
}
const seconds = (performance.now() - began) / 1000;
if (values.json)
  console.log(JSON.stringify({ seed, least, seconds, lines }, (_, value) => (typeof value === 'bigint' ? String(value) : value), 1));
else console.log(`\n${tableOf(lines)}\n\n${lines.length} faults in ${seconds.toFixed(0)} s, seed ${seed}. kill -9 is not power loss.`);
if (lines.some(failed)) {
  for (const line of lines.filter(failed)) console.error(`\n${line.fault}: ${JSON.stringify(line.result, null, 1)}`.slice(0, 4000));
  console.error(
    `\nAgain with: npm run faults -- --seed ${seed} --only ${lines
      .filter(failed)
      .map(({ fault }) => fault)
      .join(',')} (commit ${commit()})`,
  );
  process.exitCode = 1;
}

function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  } catch {
    return 'unknown: no git here';
  }
}
