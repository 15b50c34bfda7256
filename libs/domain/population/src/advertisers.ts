import type { Random } from '@flywheel/primitives';
import { drawOne, drawWhole } from './draw.ts';
import { topics, type Topic } from './topics.ts';

/** A synthetic advertiser with campaigns; money in cents of the account's currency. */
export type SyntheticAdvertiser = {
  readonly name: string;
  readonly domain: string;
  readonly country: string;
  readonly topUpCents: number;
  readonly campaigns: readonly SyntheticCampaign[];
};

export type SyntheticCampaign = {
  readonly name: string;
  readonly objective: 'reach' | 'traffic';
  readonly audience: 'segment' | 'contextual' | 'everyone';
  readonly topic: Topic;
  readonly countries: readonly string[];
  /** Reach: price of 1,000 impressions; traffic: price of a click. In cents. */
  readonly bidCents: number;
  readonly dailyBudgetCents: number;
  readonly lifetimeBudgetCents: number;
  readonly startsOnDay: number;
  /** Undefined: runs on after the demo's last day. */
  readonly endsOnDay: number | undefined;
  readonly capADay: number;
  readonly headline: string;
  readonly body: string;
};

const houses = [
  'Alder & Row',
  'Brightwater',
  'Calder Works',
  'Dovetail',
  'Everline',
  'Foxglove',
  'Greyfen',
  'Highmoor',
  'Ivory Lane',
  'Juno Goods',
  'Kestrel',
  'Lindenhall',
  'Marrow Bay',
  'Northgate',
];

/** Draws `count` advertisers (at most 14) with one to three campaigns each; the first two always have one that outlives the demo. */
export function drawAdvertisers(count: number, days: number, random: Random): SyntheticAdvertiser[] {
  return houses.slice(0, count).map((name, index) => {
    const topic = topics[(index * 5) % topics.length] as Topic;
    const campaigns = Array.from({ length: drawWhole(random, 1, 3) }, (_, serial) => drawCampaign({ topic, serial, index, days }, random));
    const needed = campaigns.reduce((sum, campaign) => sum + campaign.lifetimeBudgetCents, 0);
    return {
      name,
      domain: `${name.toLowerCase().replace(/[^a-z]+/g, '-')}.example`,
      country: drawOne(random, ['US', 'GB', 'DE']),
      topUpCents: needed + drawWhole(random, 500, 4000),
      campaigns,
    };
  });
}

function drawCampaign(at: { topic: Topic; serial: number; index: number; days: number }, random: Random): SyntheticCampaign {
  const { topic, serial, index, days } = at;
  const objective = (index + serial) % 3 === 2 ? 'traffic' : 'reach';
  const audience = serial === 0 ? 'segment' : drawOne(random, ['segment', 'contextual', 'everyone'] as const);
  const runsOn = serial === 0 && (index < 2 || random.next() < 0.6);
  const startsOnDay = serial === 0 ? drawWhole(random, 3, 12) : drawWhole(random, 10, Math.floor(days * 0.6));
  const dailyBudgetCents = drawWhole(random, 20, 80);
  return {
    name: `${topic.product} · ${['always on', 'launch', 'autumn offer'][serial] ?? 'extra'}`,
    objective,
    audience,
    topic,
    countries: random.next() < 0.25 ? ['US', 'GB'] : [],
    bidCents: objective === 'traffic' ? drawWhole(random, 8, 19) : drawWhole(random, 900, 3600),
    dailyBudgetCents,
    lifetimeBudgetCents: dailyBudgetCents * drawWhole(random, 40, 110),
    startsOnDay,
    endsOnDay: runsOn ? undefined : startsOnDay + drawWhole(random, 20, 60),
    capADay: drawWhole(random, 2, 6),
    headline: `${topic.product[0]?.toUpperCase()}${topic.product.slice(1)} that last`,
    body: `Made for people who care about ${topic.subjects[serial] ?? topic.key}. Free returns for 60 days.`,
  };
}
