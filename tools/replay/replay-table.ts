import { formatMicros, micros } from '@flywheel/primitives';
import type { ReplayResult } from '@flywheel/simulate';

/** A replay's result as lines for a terminal. */
export function replayTable(result: ReplayResult): string {
  const { site, people, ads, money } = result;
  const { received, quarantined, duplicate } = result.import;
  const usd = (amount: string): string => `${formatMicros(micros(BigInt(amount)))} ${money.currency}`;
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
  const rows: Array<[string, string]> = [
    ['site', `${site.firstDay} to ${site.lastDay}, ${site.days} days (seed ${result.seed})`],
    ['events', `${result.events} stored, ${quarantined} quarantined, ${duplicate} duplicate of ${received}`],
    ['people', `${people.known} known, ${people.active} active, ${people.withSegment} in a segment`],
    ['people with ≥ 20 events', `${people.with20Events}, ${percent(people.shareOf20EventsWithSegment)} of them in a segment`],
    ['decisions', `${ads.decisions} for ${ads.placements} slots, ${percent(ads.fillRate)} filled`],
    ['impressions', `${ads.impressions}, ${ads.viewable} viewable, ${ads.clicks} clicks`],
    ['revenue', usd(money.revenueMicros)],
    ['creator share', usd(money.creatorShareMicros)],
    ['reinvestment', usd(money.reinvestmentMicros)],
    ['trial balance', usd(money.trialBalanceMicros)],
  ];
  const ladder = result.ladder.map(({ name, leftN, leftMicros, rightN, rightMicros, difference }) => {
    const compared = `${side(leftN, leftMicros)} = ${side(rightN, rightMicros)}`;
    return `  ${difference === '0' ? 'ok' : 'NO'}  ${name.padEnd(22)} ${compared}   difference ${difference}`;
  });
  return [
    ...rows.map(([name, text]) => `${name.padEnd(24)} ${text}`),
    'ladder',
    ...ladder,
    `assumed: ${result.assumptions.join(' ')}`,
  ].join('\n');
}

function side(n: number, amount: string | null): string {
  return amount === null ? String(n) : `${n} rows, ${amount} micros`;
}
