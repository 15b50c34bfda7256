import type { CampaignPreview } from '@flywheel/http/preview';
import { formatCount } from '#lib/format/count.ts';
import { formatMoney } from '#lib/format/money.ts';

/** One figure of an edit preview as a person reads it: as it was, with the edit, and what chance alone leaves open of the difference. */
export type PreviewRow = { readonly what: string; readonly before: string; readonly after: string; readonly change: string };

/** The figures of an edit preview. What nothing was won of has no price: a dash. */
export function previewRows({ won, meanPriceMicros, spendMicros }: CampaignPreview, currency: string): readonly PreviewRow[] {
  const price = (amount: string | null): string => (amount === null ? '–' : formatMoney(amount, currency, 'price'));
  return [
    {
      what: 'Slots won',
      before: formatCount(won.before),
      after: formatCount(won.after),
      change: between(won.change, (count) => signed(formatCount(count), count > 0)),
    },
    {
      what: 'Mean price of what you pay for',
      before: price(meanPriceMicros.before),
      after: price(meanPriceMicros.after),
      change: between(meanPriceMicros.change, (amount) => signed(formatMoney(amount, currency, 'price'), BigInt(amount) > 0n)),
    },
    {
      what: 'Spend in the sample',
      before: formatMoney(spendMicros.before, currency),
      after: formatMoney(spendMicros.after, currency),
      change: between(spendMicros.change, (amount) => signed(formatMoney(amount, currency), BigInt(amount) > 0n)),
    },
  ];
}

function between<T>(interval: { readonly low: T; readonly high: T } | null, say: (value: T) => string): string {
  if (interval === null) return 'too little to say';
  const [low, high] = [say(interval.low), say(interval.high)];
  return low === high ? low : `${low} to ${high}`;
}

function signed(text: string, above: boolean): string {
  return above ? `+${text}` : text;
}
