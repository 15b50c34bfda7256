import type { MatchingResult } from './measure-matching.ts';
import type { EngineResult, SizeResult } from './measure-size.ts';

/** The result as a table for people, each goal of performance.md §2 beside what was measured. */
export function matchingLines(result: MatchingResult): string[] {
  return [
    `serve matching: microseconds per auction of four slots; ${result.machine}`,
    row(['engine', 'campaigns', 'CPU', 'mean', 'p50', 'p99', 'bytes each', 'exponent']),
    ...result.sizes.flatMap((size) => size.engines.map((each) => engineLine(each, result.exponents[each.engine]))),
    ...result.sizes.map(readLine),
    ...goalLines(result),
    'weak cases of the block index at the largest size',
    row(['case', 'blocks', 'CPU', 'mean', 'p50', 'p99', 'scored', 'compared']),
    ...result.weak.map((each) =>
      row([
        each.name,
        each.blocksRead.toFixed(1),
        us(each.cpuUs),
        us(each.meanUs),
        us(each.p50Us),
        us(each.p99Us),
        each.scored.toFixed(0),
        `${each.compared}`,
      ]),
    ),
    changeLine(result),
  ];
}

function readLine({ campaigns, blocksRead, scored, compared }: SizeResult): string {
  const read = `${blocksRead.toFixed(2)} blocks read and ${scored.toFixed(0)} scored an auction`;
  return `  ${campaigns} campaigns: ${read}; ${compared} results compared, all equal`;
}

function engineLine(each: EngineResult, exponent: number | undefined): string {
  const bytes = each.bytesEach === null ? 'objects' : each.bytesEach.toFixed(1);
  const times = [us(each.cpuUs), us(each.meanUs), us(each.p50Us), us(each.p99Us)];
  return row([each.engine, String(each.campaigns), ...times, bytes, (exponent ?? Number.NaN).toFixed(2)]);
}

function goalLines({ sizes, exponents, weak }: MatchingResult): string[] {
  const largest = sizes.at(-1);
  const block = largest && engineOf(largest, 'block index');
  if (!largest || !block) return [];
  const over = (name: string): number => (engineOf(largest, name)?.cpuUs ?? Number.NaN) / block.cpuUs;
  const [naive, linear, counting] = ['objects: filter, map, sort', 'typed arrays, linear', 'counting k-index'].map(over) as [
    number,
    number,
    number,
  ];
  const worst = Math.max(...weak.map(({ cpuUs }) => cpuUs));
  return [
    `goals of P2 at ${largest.campaigns} campaigns (they are set for 1,000,000)`,
    goal('mean CPU, µs', block.cpuUs, '≤ 150', block.cpuUs <= 150),
    goal('p99 by the clock, µs', block.p99Us, '≤ 1,000', block.p99Us <= 1000),
    goal('worst weak case, mean CPU, µs', worst, '≤ 5,000', worst <= 5000),
    goal('times faster than the objects', naive, '≥ 1,000', naive >= 1000),
    goal('times faster than the counting k-index', counting, '≥ 40', counting >= 40),
    goal('growth exponent', exponents['block index'] ?? Number.NaN, '≤ 0.35', (exponents['block index'] ?? 1) <= 0.35),
    goal('bytes a campaign, score table included', block.bytesEach ?? Number.NaN, '≤ 80', (block.bytesEach ?? Infinity) <= 80),
    goal('objects : linear', naive / linear, '29.5 ± 50 %', within(naive / linear, 590 / 20)),
    goal('linear : counting', linear / counting, '2.4 ± 50 %', within(linear / counting, 20 / 8.4)),
  ];
}

function changeLine({ changes, sizes }: MatchingResult): string {
  const { campaigns, pauseUs, lowerUs, raiseUs, retargetUs } = changes;
  const bids = `lower bid ${lowerUs.toFixed(2)} µs, raised bid ${raiseUs.toFixed(2)} µs`;
  const times = `pause ${pauseUs.toFixed(2)} µs, ${bids}, retarget ${retargetUs.toFixed(2)} µs`;
  return `changes in place at ${campaigns} campaigns: ${times}; rebuild ${(sizes.at(-1)?.buildSeconds ?? 0).toFixed(1)} s`;
}

function engineOf(size: SizeResult, name: string): EngineResult | undefined {
  return size.engines.find(({ engine }) => engine === name);
}

function goal(what: string, value: number, wanted: string, reached: boolean): string {
  return `  ${reached ? 'reached' : 'missed '}  ${what.padEnd(42)} ${value.toFixed(2).padStart(10)}   goal ${wanted}`;
}

function within(value: number, wanted: number): boolean {
  return value >= wanted * 0.5 && value <= wanted * 1.5;
}

function row([first = '', ...cells]: readonly string[]): string {
  return `  ${first.padEnd(40)}${cells.map((cell) => cell.padStart(12)).join('')}`;
}

function us(value: number): string {
  return value >= 1000 ? Math.round(value).toLocaleString('en-US') : value.toFixed(1);
}
