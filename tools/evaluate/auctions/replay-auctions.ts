import { toNumber } from '../read-flags.ts';
import { Usage } from '../refusals.ts';
import type { Auctions } from './read-auctions.ts';

/** How to bid: from a predicted chance to a whole price, learnt from training auctions. */
export type Strategy = { readonly name: string; bidFor(train: Auctions): (chance: number) => number };

/** What an episode bought. */
export type Bought = { readonly impressions: number; readonly clicks: number; readonly cost: number };

/** Reads `const:50`, `lin:10` or `mcpc`; refuses other names. All arithmetic from left to right, then cut to a whole number. */
export function readStrategy(text: string): Strategy {
  const [kind, value, ...rest] = text.split(':');
  if (kind === 'mcpc' && value === undefined)
    return {
      name: text,
      bidFor:
        ({ totals }) =>
        (chance) =>
          Math.trunc((chance * totals.cost) / totals.clicks),
    };
  if ((kind !== 'const' && kind !== 'lin') || value === undefined || rest.length > 0)
    throw new Usage(`--strategy knows const:PRICE, lin:PRICE and mcpc, not ${text}`);
  const price = toNumber(value, `--strategy ${kind}`);
  if (kind === 'const') return { name: text, bidFor: () => () => Math.trunc(price) };
  return {
    name: text,
    bidFor: ({ totals }) => {
      const rate = totals.clicks / totals.impressions;
      return (chance) => Math.trunc((chance * price) / rate);
    },
  };
}

/**
 * Bids on every auction in its order and answers what each episode bought. A bid is held by the cap and by what is left of the budget; it
 * wins at its price or above and pays the price. The budget is whole again at the start of each episode, of the last and shorter one too.
 */
export function replayAuctions(
  auctions: Auctions,
  bid: (chance: number) => number,
  rules: { readonly budget: number; readonly episode: number; readonly cap: number },
): Bought[] {
  const episodes: Bought[] = [];
  for (let from = 0; from < auctions.prices.length; from += rules.episode) {
    let [left, impressions, clicks] = [rules.budget, 0, 0];
    for (let row = from; row < Math.min(from + rules.episode, auctions.prices.length); row += 1) {
      const price = auctions.prices[row] as number;
      if (Math.min(bid(auctions.chances[row] as number), rules.cap, left) < price) continue;
      left -= price;
      impressions += 1;
      clicks += auctions.clicks[row] as number;
    }
    episodes.push({ impressions, clicks, cost: rules.budget - left });
  }
  return episodes;
}

/** The sum over episodes. */
export function totalOf(episodes: readonly Bought[]): Bought {
  const sum = (name: keyof Bought): number => episodes.reduce((total, episode) => total + episode[name], 0);
  return { impressions: sum('impressions'), clicks: sum('clicks'), cost: sum('cost') };
}
