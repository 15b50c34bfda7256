import type { CampaignPreview } from '@flywheel/http/preview';
import type { Random } from '@flywheel/primitives';
import type { WonPair, WonSlots } from './won-slots.ts';

type Compared = Pick<CampaignPreview, 'slots' | 'won' | 'meanPriceMicros' | 'spendMicros'>;
type Sides = { before: WonSlots; after: WonSlots };

const billion = 1_000_000_000n;
const draws = 200;
/** Of 200 sorted draws the tenth from either end: 5 % lie outside on each side. */
const outside = 10;

/**
 * Sums both sides and says how far chance alone may move the difference: the percentile bootstrap (Efron 1979), whole decisions drawn
 * with replacement, 200 times, so that what happened before and after in one decision stays together.
 */
export function compareSample(pairs: readonly WonPair[], random: Random): Compared {
  const total = sumOf(pairs);
  const resampled = Array.from({ length: pairs.length === 0 ? 0 : draws }, () => sumOf(resample(pairs, random)));
  const [priceBefore, priceAfter] = [meanPrice(total.before), meanPrice(total.after)];
  const spend = intervalOf(resampled.map(({ before, after }) => spendOf(after) - spendOf(before)));
  const won = intervalOf(resampled.map(({ before, after }) => BigInt(after.won - before.won)));
  const price = intervalOf(resampled.flatMap(priceChange));
  return {
    slots: total.before.slots,
    won: { before: total.before.won, after: total.after.won, change: won && { low: Number(won.low), high: Number(won.high) } },
    meanPriceMicros: { before: textOf(priceBefore), after: textOf(priceAfter), change: inText(price) },
    spendMicros: { before: String(spendOf(total.before)), after: String(spendOf(total.after)), change: inText(spend) },
  };
}

function resample(pairs: readonly WonPair[], random: Random): WonPair[] {
  return pairs.flatMap(() => pairs[Math.floor(random.next() * pairs.length)] ?? []);
}

function sumOf(pairs: readonly WonPair[]): Sides {
  const sum: Sides = { before: { slots: 0, won: 0, events: 0n, spend: 0n }, after: { slots: 0, won: 0, events: 0n, spend: 0n } };
  for (const pair of pairs) {
    for (const side of ['before', 'after'] as const) {
      sum[side].slots += pair[side].slots;
      sum[side].won += pair[side].won;
      sum[side].events += pair[side].events;
      sum[side].spend += pair[side].spend;
    }
  }
  return sum;
}

function spendOf({ spend }: WonSlots): bigint {
  return spend / billion;
}

function meanPrice({ spend, events }: WonSlots): bigint | undefined {
  return events === 0n ? undefined : spend / events;
}

function priceChange({ before, after }: Sides): bigint[] {
  const [was, is] = [meanPrice(before), meanPrice(after)];
  return was === undefined || is === undefined ? [] : [is - was];
}

/** Null where not every draw could say: a draw in which nothing was won has no price. */
function intervalOf(values: readonly bigint[]): { low: bigint; high: bigint } | null {
  if (values.length < draws) return null;
  const sorted = values.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const [low, high] = [sorted[outside], sorted[draws - 1 - outside]];
  return low === undefined || high === undefined ? null : { low, high };
}

function inText(interval: { low: bigint; high: bigint } | null): { low: string; high: string } | null {
  return interval && { low: String(interval.low), high: String(interval.high) };
}

function textOf(amount: bigint | undefined): string | null {
  return amount === undefined ? null : String(amount);
}
