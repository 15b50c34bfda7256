import type { AdSetDocument, CampaignDocument, CreativeDocument } from './campaign-shape.ts';
import { isPerThousand, objectiveChain, strategyPrices, type PriceNeed } from './objectives.ts';

/** A rule between fields that a document breaks: where, and in words. */
export type DocumentIssue = { path: (string | number)[]; message: string };

const dayMs = 86_400_000;

/** Everything about a document that no single field can say: budgets, dates, the chain of objectives, prices, formats. */
export function faultsBetweenFields(document: CampaignDocument): DocumentIssue[] {
  return [...budgetFaults(document), ...scheduleFaults(document), ...document.adSets.flatMap((set, at) => adSetFaults(document, set, at))];
}

type Budgets = CampaignDocument['budgets'];

function budgetFaults({ budgets, adSets }: CampaignDocument): DocumentIssue[] {
  const atSets = adSets.flatMap((set, at) => (isSet(set.budgets) ? [at] : []));
  if (!isSet(budgets) && atSets.length === 0) {
    return [{ path: ['budgets', 'lifetimeMicros'], message: 'a campaign needs a daily or a lifetime budget' }];
  }
  if (isSet(budgets)) {
    const [first] = atSets;
    if (first !== undefined) {
      const message = 'the campaign has a budget already: budgets stand at the campaign or at its ad sets, not at both';
      return [{ path: ['adSets', first, 'budgets'], message }];
    }
    return [...pairFaults(budgets, ['budgets']), ...limitFaults(budgets, adSets)];
  }
  return adSets.flatMap((set, at) =>
    isSet(set.budgets)
      ? pairFaults(set.budgets, ['adSets', at, 'budgets'])
      : [{ path: ['adSets', at, 'budgets', 'lifetimeMicros'], message: 'every ad set needs a budget where the campaign has none' }],
  );
}

function isSet({ dailyMicros, lifetimeMicros }: Budgets): boolean {
  return dailyMicros !== null || lifetimeMicros !== null;
}

function pairFaults({ dailyMicros, lifetimeMicros }: Budgets, path: (string | number)[]): DocumentIssue[] {
  if (dailyMicros === null || lifetimeMicros === null || amountOf(dailyMicros) <= amountOf(lifetimeMicros)) return [];
  return [{ path: [...path, 'dailyMicros'], message: 'the daily budget must not be above the lifetime budget' }];
}

/** The limits are parts of the campaign's budget: each fits into it, and so do the least ones together. */
function limitFaults({ dailyMicros, lifetimeMicros }: Budgets, adSets: readonly AdSetDocument[]): DocumentIssue[] {
  const whole = amountOf(dailyMicros ?? lifetimeMicros);
  let least = 0n;
  return adSets.flatMap(({ budgetLimits: { minMicros, maxMicros } }, at) => {
    const path = ['adSets', at, 'budgetLimits'];
    least += amountOf(minMicros);
    if (minMicros !== null && maxMicros !== null && amountOf(minMicros) > amountOf(maxMicros)) {
      return [{ path: [...path, 'minMicros'], message: 'the least part must not be above the most' }];
    }
    if (maxMicros !== null && amountOf(maxMicros) > whole) {
      return [{ path: [...path, 'maxMicros'], message: 'an ad set cannot spend more than the campaign’s budget' }];
    }
    if (minMicros === null || least <= whole) return [];
    return [{ path: [...path, 'minMicros'], message: 'the least parts of the ad sets are together more than the campaign’s budget' }];
  });
}

function scheduleFaults({ schedule }: CampaignDocument): DocumentIssue[] {
  if (schedule.endsAt === null) return [];
  const length = Date.parse(schedule.endsAt) - Date.parse(schedule.startsAt);
  if (length <= 0) return [{ path: ['schedule', 'endsAt'], message: 'the end must come after the start' }];
  return length > 1098 * dayMs ? [{ path: ['schedule', 'endsAt'], message: 'a campaign runs three years at most' }] : [];
}

function adSetFaults({ objective, budgets }: CampaignDocument, set: AdSetDocument, at: number): DocumentIssue[] {
  const chain = objectiveChain[objective];
  const faults: DocumentIssue[] = [];
  const fault = (field: string, message: string): void => void faults.push({ path: ['adSets', at, field], message });
  if (!chain.goals.includes(set.goal)) fault('goal', `the objective ${objective} is optimised for ${chain.goals.join(' or ')}`);
  if (!chain.billing.includes(set.billingEvent)) fault('billingEvent', `the objective ${objective} pays per ${chain.billing.join(' or ')}`);
  if (!isSet(budgets) && (set.budgetLimits.minMicros ?? set.budgetLimits.maxMicros) !== null) {
    fault('budgetLimits', 'limits are parts of a campaign budget: this campaign has none');
  }
  const creatives = set.ads.flatMap((ad, adAt) => creativeFaults(ad.creative, objective, ['adSets', at, 'ads', adAt, 'creative']));
  return [...faults, ...priceFaults(set, at), ...creatives];
}

function priceFaults(set: AdSetDocument, at: number): DocumentIssue[] {
  const { bidStrategy, bidMicros, costMicros, billingEvent } = set;
  const need = strategyPrices[bidStrategy];
  const faults = [
    ...needFaults(need.bid, bidMicros, { path: ['adSets', at, 'bidMicros'], price: 'bid', bidStrategy }),
    ...needFaults(need.cost, costMicros, { path: ['adSets', at, 'costMicros'], price: 'cost', bidStrategy }),
  ];
  for (const [field, amount] of Object.entries({ bidMicros, costMicros })) {
    if (amount !== null && isPerThousand(billingEvent) && amountOf(amount) % 1000n !== 0n) {
      const message = 'a price per 1,000 is a multiple of 1,000 micros: one micro an impression is the smallest step';
      faults.push({ path: ['adSets', at, field], message });
    }
  }
  if (need.cost === 'needed' && bidMicros !== null && costMicros !== null && amountOf(bidMicros) < amountOf(costMicros)) {
    faults.push({ path: ['adSets', at, 'bidMicros'], message: 'the highest bid must not be below the cost it should average to' });
  }
  return faults;
}

type Asked = { path: (string | number)[]; price: string; bidStrategy: string };

function needFaults(need: PriceNeed, amount: string | null, { path, price, bidStrategy }: Asked): DocumentIssue[] {
  if (need === 'needed' && amount === null) return [{ path, message: `the strategy ${bidStrategy} needs a ${price}` }];
  return need === 'none' && amount !== null ? [{ path, message: `the strategy ${bidStrategy} takes no ${price}` }] : [];
}

function creativeFaults(creative: CreativeDocument, objective: string, path: (string | number)[]): DocumentIssue[] {
  const video = creative.format === 'video';
  if (objective === 'video_views' && !video) return [{ path: [...path, 'format'], message: 'the objective video_views needs videos' }];
  return (['videoUrl', 'durationMs'] as const).flatMap((field) => {
    if (video === (creative[field] !== null)) return [];
    return [{ path: [...path, field], message: video ? 'a video needs its address and its length' : 'only a video has one' }];
  });
}

/** What is no amount is told at its own field; here it counts as nothing. */
function amountOf(text: string | null): bigint {
  return text !== null && /^\d{1,18}$/.test(text) ? BigInt(text) : 0n;
}
