import type { Instant } from '@flywheel/primitives';
import {
  audienceObstacle,
  choiceObstacle,
  dateObstacle,
  daypartObstacle,
  creditObstacle,
  moneyObstacle,
  paceObstacle,
  reviewObstacle,
  type Obstacle,
  type ObstacleCode,
} from './obstacle.ts';
import { obstacleWords } from './obstacle-words.ts';
import type { AdSetStanding, AdStanding, CampaignStanding } from './standing.ts';
import type { EffectiveStatus, Level } from './status.ts';

/** What is the case, the code by which a decision records it, and why in plain words. */
export type EffectiveStatusAndReason = { status: EffectiveStatus; code: ObstacleCode; reason: string };

/** The effective status of a campaign, of its ad sets, and of their ads, in the order they were given. */
export type EffectiveTree = {
  campaign: EffectiveStatusAndReason;
  adSets: ReadonlyArray<{ adSet: EffectiveStatusAndReason; ads: readonly EffectiveStatusAndReason[] }>;
};

const free: Obstacle = { status: 'active', code: 0, at: 'ad' };

/**
 * What is the case at every level. An ad is kept from serving by the first obstacle on the way down to it, in the order a person would
 * remove them; an ad set and a campaign stand where that one of their ads stands that is nearest to serving.
 */
export function effectiveTree(campaign: CampaignStanding, now: Instant): EffectiveTree {
  const sets = campaign.adSets.map((set) => set.ads.map((ad) => firstObstacle(campaign, set, ad, now) ?? free));
  return {
    campaign: worded(nearest(sets.flat()) ?? ownObstacle(campaign, now), 'campaign'),
    adSets: sets.map((ads, at) => ({
      adSet: worded(nearest(ads) ?? ownObstacle(campaign, now, campaign.adSets[at]), 'ad set'),
      ads: ads.map((obstacle) => worded(obstacle, 'ad')),
    })),
  };
}

/**
 * What else would keep a campaign from serving once the reason of its effective status is gone, in plain words: of that one of its ads
 * that is nearest to serving, in the order a person would remove them.
 */
export function furtherReasons(campaign: CampaignStanding, now: Instant): readonly string[] {
  const ways = campaign.adSets.flatMap((set) => set.ads.map((ad) => obstaclesOf(campaign, set, ad, now)));
  const first = nearest(ways.map(([obstacle = free]) => obstacle));
  const [, ...further] = ways.find(([obstacle = free]) => obstacle === first) ?? [];
  // Money is set aside when a campaign is launched or goes on.
  const waits = (each: Obstacle): boolean =>
    each.status !== 'paced' && !(first?.at === 'campaign' && first.code === 521 && each.status === 'unfunded');
  const words = further.filter(waits).map((each) => worded(each, 'campaign').reason);
  return [...new Set(words)];
}

function firstObstacle(campaign: CampaignStanding, set: AdSetStanding, ad: AdStanding, now: Instant): Obstacle | undefined {
  return obstaclesOf(campaign, set, ad, now)[0];
}

/** Everything on the way down to an ad, in the order a person would remove it. */
function obstaclesOf(campaign: CampaignStanding, set: AdSetStanding, ad: AdStanding, now: Instant): Obstacle[] {
  const all = [
    choices(campaign, set),
    choiceObstacle(ad.configured, 'ad'),
    reviewObstacle(ad.review),
    audienceObstacle(set),
    dateObstacle(campaign, now),
    daypartObstacle(set, campaign.timeZone, now),
    moneyObstacle(campaign.budget, 'campaign'),
    creditObstacle(campaign),
    set.budget && moneyObstacle(set.budget, 'ad set'),
    paceObstacle(campaign.pace, 'campaign'),
    paceObstacle(set.pace, 'ad set'),
  ];
  return all.filter((each) => each !== undefined);
}

function choices(campaign: CampaignStanding, set: AdSetStanding | undefined): Obstacle | undefined {
  const suspended = { status: 'suspended', code: 520, at: 'account' } as const;
  return (
    choiceObstacle(campaign.configured, 'campaign') ??
    (campaign.accountActive ? undefined : suspended) ??
    (set && choiceObstacle(set.configured, 'ad set', set.tripReason))
  );
}

/** Where something without ads stands: by its own choice and dates, as if its ads were paused. */
function ownObstacle(campaign: CampaignStanding, now: Instant, set?: AdSetStanding): Obstacle {
  return choices(campaign, set) ?? dateObstacle(campaign, now) ?? { status: 'paused', code: 521, at: 'ad' };
}

/** From serving to furthest from it. */
const order: readonly EffectiveStatus[] = [
  'active',
  'paced',
  'capped',
  'scheduled',
  'in_review',
  'unreachable',
  'unfunded',
  'spent',
  'rejected',
  'paused',
  'draft',
  'ended',
  'suspended',
  'archived',
];

function nearest(obstacles: readonly Obstacle[]): Obstacle | undefined {
  let best: Obstacle | undefined;
  for (const each of obstacles) {
    if (best === undefined || order.indexOf(each.status) < order.indexOf(best.status)) best = each;
  }
  return best;
}

function worded(obstacle: Obstacle, from: Level): EffectiveStatusAndReason {
  return { status: obstacle.status, code: obstacle.code, reason: obstacleWords(obstacle, from) };
}
