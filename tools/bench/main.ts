import { readEnv } from '@flywheel/runtime';
import { measure, type Measured, type OpenBenchmark } from './benchmark.ts';
import { openDecisions } from './decisions.ts';
import { openIntake } from './intake.ts';

/** Every bench by its name: `npm run bench` runs all of them, `npm run bench -- intake` one, `--json` prints JSON only. */
const benchmarks: Readonly<Record<string, OpenBenchmark>> = { intake: openIntake, decisions: openDecisions };

async function main(words: readonly string[]): Promise<number> {
  const json = words.includes('--json');
  const names = words.filter((word) => !word.startsWith('--'));
  const unknown = names.find((name) => !(name in benchmarks));
  if (unknown !== undefined) {
    console.error(`There is no bench named ${unknown}; there are: ${Object.keys(benchmarks).join(', ')}.`);
    return 2;
  }
  const { databaseUrl } = readEnv(process.env);
  const answers: Record<string, Measured[]> = {};
  for (const name of names.length > 0 ? names : Object.keys(benchmarks)) {
    const open = benchmarks[name];
    if (!open) continue;
    const benchmark = await open(databaseUrl);
    try {
      answers[name] = await measure(benchmark, (line) => console.error(line));
      if (!json) printTable(name, benchmark.unit, answers[name]);
    } finally {
      await benchmark.close();
    }
  }
  if (json) console.log(JSON.stringify(answers, undefined, 2));
  return 0;
}

function printTable(name: string, unit: string, measured: readonly Measured[]): void {
  console.log(`\n${name}: median ${unit}/s over rounds, lowest to highest, share of the first row, CPU of this process`);
  for (const { variant, perSecond, lowest, highest, ratio, cpuUs } of measured) {
    console.log(`  ${variant.padEnd(42)} ${String(perSecond).padStart(9)}  ${lowest}–${highest}  ${ratio.toFixed(2)}  ${cpuUs} µs`);
  }
}

process.exitCode = await main(process.argv.slice(2));
