import type { ExplainedAd, ExplainedPlacement } from '@flywheel/http/explanations';
import { formatCount } from '#lib/format/count.ts';
import { formatMoney } from '#lib/format/money.ts';
import { formatChance } from '#lib/operator/chance.ts';
import type { TableView } from '#lib/reports/table.ts';
import { noValue } from '#lib/reports/values.ts';

const currency = 'USD';

/** Every ad that was looked at, ranked ones first: how it fared in words, what it bid, its chance and its score. */
export function candidateTable({ placement, ads }: ExplainedPlacement): TableView {
  let rank = 0;
  return {
    caption: `Ads looked at for ${placement}`,
    columns: [
      { id: 'ad', label: 'Ad', numeric: false },
      { id: 'rank', label: 'Rank', numeric: true },
      { id: 'outcome', label: 'Outcome', numeric: false },
      { id: 'bid', label: 'Bid', numeric: true, about: 'After pacing; the offer stands under “How each score was made”' },
      { id: 'chance', label: 'Chance', numeric: true, about: 'Predicted chance of the paid event in one impression' },
      { id: 'score', label: 'Score', numeric: true, about: 'Bid times chance, and quality; the highest wins' },
      { id: 'needed', label: 'Would have won', numeric: true, about: 'The bid that ties a slot; for a winner the bid that keeps it' },
    ],
    rows: ads.map((ad) => ({
      key: ad.ad,
      label: `${ad.advertiser}: ${ad.name}`,
      cells: [
        ad.score === null ? noValue : String((rank += 1)),
        outcomeText(ad),
        amountText(ad.bidMicros, ad),
        ad.chancePpb === null ? noValue : formatChance(ad.chancePpb, ad.billingEvent),
        ad.score === null ? noValue : formatCount(BigInt(ad.score)),
        amountText(ad.minToWinMicros, ad),
      ],
      quiet: ad.score === null,
    })),
  };
}

/** `Won slot 1`, or the reason with its list and code. */
export function outcomeText({ slot, words, list, code }: Pick<ExplainedAd, 'slot' | 'words' | 'list' | 'code'>): string {
  return slot === null ? `${sentence(words)} (${list} ${code})` : `Won slot ${slot}`;
}

/** An amount in the ad's own unit. */
export function amountText(
  amount: string | null,
  { perThousand, billingEvent }: Pick<ExplainedAd, 'perThousand' | 'billingEvent'>,
): string {
  if (amount === null) return noValue;
  return `${formatMoney(amount, currency, 'price')} ${perThousand ? 'per 1,000' : `a ${billingEvent}`}`;
}

/** The share of its offer that pacing let through: `100%`, `62.5%`. */
export function shareText(sharePpm: number): string {
  return `${(sharePpm / 10_000).toFixed(sharePpm % 10_000 === 0 ? 0 : 2)}%`;
}

/** With a capital at the start. */
export function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
