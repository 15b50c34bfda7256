import { readEnv } from '@flywheel/runtime';
import { measure, type Measured, type OpenBenchmark } from './benchmark.ts';
import { freshnessParts } from './freshness/parts.ts';
import { openHeads } from './heads/heads.ts';
import { ingestParts } from './ingest/parts.ts';
import { moneyParts } from './money/parts.ts';
import { runParts, type Part } from './part.ts';
import { openQuality } from './quality.ts';
import { retrievalParts } from './retrieval/parts.ts';
import { serveParts } from './serve/parts.ts';
import { sizesOf } from './serve/sizes.ts';

/** The benches of rounds by their name. */
const benchmarks: Readonly<Record<string, OpenBenchmark>> = { heads: openHeads, quality: openQuality };

/** The benches of parts by their name. */
const benchesOfParts: Readonly<Record<string, Readonly<Record<string, Part>>>> = {
  freshness: freshnessParts,
  ingest: ingestParts,
  money: moneyParts,
  retrieval: retrievalParts,
  serve: serveParts,
};

/**
 * `npm run bench` runs all of them and then every part of the others, `npm run bench -- heads` one,
 * `npm run bench -- serve matching` a part of `serve`; `--json` prints JSON only, `--sizes=10000,100000` says with how many campaigns serve
 * is measured.
 */
async function main(words: readonly string[]): Promise<number> {
  const json = words.includes('--json');
  const [first, ...rest] = words.filter((word) => !word.startsWith('--'));
  const ofParts = first !== undefined && first in benchesOfParts;
  const names = ofParts ? [] : [first, ...rest].filter((name) => name !== undefined);
  const unknown = names.find((name) => !(name in benchmarks));
  if (unknown !== undefined) return tellUnknown(unknown);
  const { databaseUrl } = readEnv(process.env);
  const tell = (line: string): void => console.error(line);
  const answers: Record<string, unknown> = {};
  if (!ofParts) Object.assign(answers, await runRounds(names, databaseUrl, json, tell));
  for (const [name, parts] of Object.entries(benchesOfParts)) {
    if (first !== undefined && first !== name) continue;
    const ran = await runParts(parts, rest, { databaseUrl, sizes: sizesOf(words), tell });
    if ('unknown' in ran) return tellUnknown(ran.unknown);
    if (!json) for (const { lines } of Object.values(ran.reports)) console.log(['', ...lines].join('\n'));
    answers[name] = Object.fromEntries(Object.entries(ran.reports).map(([part, report]) => [part, report.json]));
  }
  if (json) console.log(JSON.stringify(answers, undefined, 2));
  return 0;
}

async function runRounds(
  names: readonly string[],
  databaseUrl: string,
  json: boolean,
  tell: (line: string) => void,
): Promise<Record<string, Measured[]>> {
  const answers: Record<string, Measured[]> = {};
  for (const name of names.length > 0 ? names : Object.keys(benchmarks)) {
    const open = benchmarks[name];
    if (!open) continue;
    const benchmark = await open(databaseUrl);
    try {
      answers[name] = await measure(benchmark, tell);
      if (!json) printTable(name, benchmark.unit, answers[name]);
    } finally {
      await benchmark.close();
    }
  }
  return answers;
}

function tellUnknown(name: string): number {
  const withParts = Object.entries(benchesOfParts).map(([bench, parts]) => `${bench} (${Object.keys(parts).join(', ')})`);
  console.error(`There is no bench named ${name}; there are: ${[...Object.keys(benchmarks), ...withParts].join(', ')}.`);
  return 2;
}

function printTable(name: string, unit: string, measured: readonly Measured[]): void {
  console.log(`\n${name}: median ${unit}/s over rounds, lowest to highest, share of the first row, CPU of this process`);
  for (const { variant, perSecond, lowest, highest, ratio, cpuUs } of measured) {
    console.log(`  ${variant.padEnd(42)} ${String(perSecond).padStart(9)}  ${lowest}–${highest}  ${ratio.toFixed(2)}  ${cpuUs} µs`);
  }
}

process.exitCode = await main(process.argv.slice(2));
