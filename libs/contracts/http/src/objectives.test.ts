import { describe, expect, it } from 'vitest';
import { campaignDocument, type CampaignDraft } from './campaigns.ts';
import {
  bidStrategies,
  billingEvents,
  goals,
  objectives,
  type BidStrategy,
  type BillingEvent,
  type Goal,
  type Objective,
} from './objectives.ts';

/** The table of the campaign model, written down once more: goals, and what may be paid for. */
const table: Record<Objective, { goals: Goal[]; billing: BillingEvent[] }> = {
  reach: { goals: ['reach'], billing: ['impression', 'viewable'] },
  video_views: { goals: ['video_view', 'video_complete'], billing: ['video', 'viewable'] },
  engagement: { goals: ['engagement', 'like', 'comment', 'share', 'save'], billing: ['engagement', 'viewable'] },
  followers: { goals: ['follow'], billing: ['follow', 'viewable'] },
  traffic: { goals: ['click'], billing: ['click', 'viewable'] },
};

const video = { format: 'video' as const, videoUrl: 'https://a.example/film.mp4', durationMs: 15_000 };
const draft = (objective: string, set: Partial<CampaignDraft['adSets'][number]>): unknown => ({
  name: 'one',
  objective,
  budgets: { dailyMicros: null, lifetimeMicros: '1000000000' },
  schedule: { startsAt: '2026-01-01T00:00:00Z', endsAt: null },
  adSets: [
    {
      name: 'set',
      goal: 'reach',
      bidMicros: '1000',
      targeting: { all: [] },
      ads: [{ name: 'a', creative: { headline: 'A', landingUrl: 'https://a.example/', ...video } }],
      ...set,
    },
  ],
});
const faultsOf = (document: unknown): string[] =>
  (campaignDocument.safeParse(document).error?.issues ?? []).map((issue) => issue.path.join('.'));

describe('the chain from objective to goal to billing event', () => {
  it('takes exactly the pairs of its table and names what does not fit, for every combination', () => {
    let combinations = 0;
    for (const objective of objectives) {
      for (const goal of goals) {
        for (const billingEvent of billingEvents) {
          const expected = [
            ...(table[objective].goals.includes(goal) ? [] : ['adSets.0.goal']),
            ...(table[objective].billing.includes(billingEvent) ? [] : ['adSets.0.billingEvent']),
          ];
          expect({ objective, goal, billingEvent, faults: faultsOf(draft(objective, { goal, billingEvent })) }).toEqual({
            ...{ objective, goal, billingEvent },
            faults: expected,
          });
          combinations += 1;
        }
      }
    }
    expect(combinations).toBe(5 * 10 * 6);
  });

  it('pays per viewable impression where nothing is said', () => {
    expect(campaignDocument.parse(draft('reach', {})).adSets[0]?.billingEvent).toBe('viewable');
  });

  it('refuses objectives that need conversions with a sentence', () => {
    for (const objective of ['conversions', 'app_installs']) {
      const [issue] = campaignDocument.safeParse(draft(objective, {})).error?.issues ?? [];
      expect(issue).toMatchObject({ path: ['objective'], message: expect.stringMatching(/cannot be chosen yet: it needs conversions/) });
    }
    expect(faultsOf(draft('fame', {}))).toEqual(['objective']);
  });

  it('wants videos for video views, and a film for a video alone', () => {
    const creative = { format: 'image' as const, headline: 'A', landingUrl: 'https://a.example/' };
    const withCreative = (change: object): Partial<CampaignDraft['adSets'][number]> => ({
      goal: 'video_view',
      ads: [{ name: 'a', creative: { ...creative, ...change } }],
    });
    expect(faultsOf(draft('video_views', withCreative({})))).toEqual(['adSets.0.ads.0.creative.format']);
    expect(faultsOf(draft('video_views', withCreative({ ...video, durationMs: null })))).toEqual(['adSets.0.ads.0.creative.durationMs']);
    expect(faultsOf(draft('reach', { ...withCreative(video), goal: 'reach' }))).toEqual([]);
    expect(faultsOf(draft('reach', { ...withCreative({ videoUrl: video.videoUrl }), goal: 'reach' }))).toEqual([
      'adSets.0.ads.0.creative.videoUrl',
    ]);
  });
});

describe('a strategy', () => {
  const needs: Record<BidStrategy, { bid: string; cost: string }> = {
    manual: { bid: 'needed', cost: 'none' },
    max_bid: { bid: 'needed', cost: 'none' },
    lowest_cost: { bid: 'none', cost: 'none' },
    cost_cap: { bid: 'optional', cost: 'needed' },
    target_cost: { bid: 'optional', cost: 'needed' },
  };

  it('takes exactly the prices it needs, for every strategy with and without each', () => {
    for (const bidStrategy of bidStrategies) {
      for (const bidMicros of [null, '2000']) {
        for (const costMicros of [null, '2000']) {
          const wrong = (need: string, price: string | null): boolean =>
            (need === 'needed' && price === null) || (need === 'none' && price !== null);
          const expected = [
            ...(wrong(needs[bidStrategy].bid, bidMicros) ? ['adSets.0.bidMicros'] : []),
            ...(wrong(needs[bidStrategy].cost, costMicros) ? ['adSets.0.costMicros'] : []),
          ];
          expect(faultsOf(draft('reach', { bidStrategy, bidMicros, costMicros }))).toEqual(expected);
        }
      }
    }
  });

  it('never prices an impression below one micro, and never caps a bid below its average', () => {
    const priced = (bidMicros: string | null, costMicros: string): string[] =>
      faultsOf(draft('reach', { bidStrategy: 'cost_cap', bidMicros, costMicros }));
    expect(priced(null, '999')).toEqual(['adSets.0.costMicros']);
    expect(priced('1500', '1000')).toEqual(['adSets.0.bidMicros']);
    expect(priced('1000', '2000')).toEqual(['adSets.0.bidMicros']);
    expect(priced('2000', '2000')).toEqual([]);
    expect(faultsOf(draft('traffic', { goal: 'click', billingEvent: 'click', bidMicros: '1' }))).toEqual([]);
  });
});

describe('budgets', () => {
  const none = { dailyMicros: null, lifetimeMicros: null };
  const five = { dailyMicros: null, lifetimeMicros: '5000000' };
  const twice = (document: unknown, budgets: object, sets: object[]): unknown => {
    const { adSets, ...rest } = document as { adSets: object[] };
    return { ...rest, budgets, adSets: sets.map((each) => ({ ...adSets[0], ...each })) };
  };
  const faults = (budgets: object, ...sets: object[]): string[] => faultsOf(twice(draft('reach', {}), budgets, sets));

  it('stand at the campaign or at every one of its ad sets', () => {
    expect(faults(five, {}, {})).toEqual([]);
    expect(faults(none, { budgets: five }, { budgets: five })).toEqual([]);
    expect(faults(five, {}, { budgets: five })).toEqual(['adSets.1.budgets']);
    expect(faults(none, { budgets: five }, {})).toEqual(['adSets.1.budgets.lifetimeMicros']);
    expect(faults(none, {}, {})).toEqual(['budgets.lifetimeMicros']);
  });

  it('are parted within the campaign’s', () => {
    const part = (minMicros: string | null, maxMicros: string | null): object => ({ budgetLimits: { minMicros, maxMicros } });
    expect(faults(five, part('2000000', '5000000'), part('3000000', null))).toEqual([]);
    expect(faults(five, part('2000000', null), part('3000001', null))).toEqual(['adSets.1.budgetLimits.minMicros']);
    expect(faults(five, part('2', '1'))).toEqual(['adSets.0.budgetLimits.minMicros']);
    expect(faults(five, part(null, '5000001'))).toEqual(['adSets.0.budgetLimits.maxMicros']);
    expect(faults(none, { budgets: five, ...part('1', null) })).toEqual(['adSets.0.budgetLimits']);
  });
});
