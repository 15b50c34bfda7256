/**
 * `npm run faults [-- --only NAME,NAME] [--seed N] [--acked N] [--dump DIR] [--json]`: breaks this installation's programs on purpose while
 * load runs through them, and judges what is left. kill -9 is not power loss: what the operating system held in memory survives here.
 */
import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { faults, long, parts } from './all.ts';
import type { Suite } from './fault.ts';
import { openCluster } from './stand/cluster.ts';
import { failed, jsonOf, tableOf, type Line } from './table.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    seed: { type: 'string' },
    acked: { type: 'string' },
    dump: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const only = values.only?.split(',');
const chosen = only === undefined ? faults : [...faults, ...long, ...parts].filter(({ name }) => only.includes(name));
const unknown = only?.filter((name) => !chosen.some((fault) => fault.name === name)) ?? [];
if (unknown.length > 0)
  throw new Error(`there is no fault ${unknown.join(', ')}; there are ${[...faults, ...long].map(({ name }) => name).join(', ')}`);

const seed = values.seed ?? String(Math.floor(Math.random() * 1_000_000_000));
const full = 50_000;
const least = Number(values.acked ?? full);
const tell = (line: string): void => console.error(line);
const began = performance.now();
const cluster = await openCluster(tell);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void cluster.close().finally(() => process.exit(1)));

const lines: Line[] = [];
try {
  for (const fault of chosen) lines.push(await runOne(fault, { cluster, seed, least, dump: values.dump, tell }));
} finally {
  await cluster.close();
}
const seconds = (performance.now() - began) / 1000;
if (values.json) console.log(jsonOf({ seed, least, seconds, lines }));
else console.log(`\n${tableOf(lines)}\n\n${lines.length} faults in ${seconds.toFixed(0)} s, seed ${seed}. kill -9 is not power loss.`);
if (least < full) tell(`The load was weak: ${least} of the ${full} items that a fault has to be tried with.`);
const bad = lines.filter(failed);
for (const line of bad) tell(`\n${line.fault}: ${jsonOf(line.result)}`.slice(0, 4000));
if (bad.length > 0) {
  tell(`\nAgain with: npm run faults -- --seed ${seed} --only ${bad.map(({ fault }) => fault).join(',')} (commit ${commit()})`);
  process.exitCode = 1;
}

async function runOne({ name, says, run }: (typeof faults)[number], suite: Suite): Promise<Line> {
  tell(`${name}: ${says}`);
  const from = performance.now();
  const result: Line['result'] = await run(suite).catch((error: unknown) => ({
    broke: error instanceof Error ? (error.stack ?? error.message) : String(error),
  }));
  const line = { fault: name, says, seconds: (performance.now() - from) / 1000, result };
  tell(`  ${tableOf([line]).split('\n')[1] ?? ''}`);
  return line;
}

function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  } catch {
    return 'unknown: no git here';
  }
}
