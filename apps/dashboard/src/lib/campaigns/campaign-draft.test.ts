import { describe, expect, it } from 'vitest';
import { campaignDocument } from '@flywheel/http/campaigns';
import { draftOf } from './campaign-draft.ts';
import { emptyFields, fieldsOf, isPlainTargeting, type CampaignFields } from './campaign-fields.ts';
import { fieldOfPath } from './form-paths.ts';

const filled: CampaignFields = {
  ...emptyFields('2026-11-20'),
  name: 'Autumn',
  bid: '6.50',
  lifetimeBudget: '1,250.5',
  lastDay: '2026-11-30',
  segments: ['tag:cooking'],
  countries: ['DE', 'FR'],
  tags: 'baking, bread',
  headline: 'Knives that last',
  landingUrl: 'https://knives.example/',
};

/** What an ad set's form shows of an audience, a price and a creative. */
function shownBy({ segments, countries, tags, bid, headline, landingUrl }: CampaignFields) {
  return { segments, countries, tags, bid, headline, landingUrl };
}

describe('a campaign form', () => {
  it('becomes a document whose amounts are micros and whose last day is included', () => {
    const drafted = draftOf(filled);
    expect(drafted).toMatchObject({
      outcome: 'ready',
      document: {
        budgets: { dailyMicros: null, lifetimeMicros: '1250500000' },
        schedule: { startsAt: '2026-11-20T00:00:00.000Z', endsAt: '2026-12-01T00:00:00.000Z' },
        caps: [{ limit: 3, windowSeconds: 86_400 }],
        adSets: [
          {
            goal: 'reach',
            bidMicros: '6500000',
            targeting: {
              all: [
                { attr: 'segment', op: 'in', values: ['tag:cooking'] },
                { attr: 'country', op: 'in', values: ['DE', 'FR'] },
                { attr: 'tag', op: 'in', values: ['baking', 'bread'] },
              ],
            },
          },
        ],
      },
    });
  });

  it('names every faulty field at once', () => {
    const drafted = draftOf({
      ...filled,
      name: '',
      bid: 'a lot',
      lifetimeBudget: '',
      landingUrl: 'http://knives.example',
      lastDay: '2026-11-01',
    });
    expect(drafted).toMatchObject({ outcome: 'faulty' });
    const problems = drafted.outcome === 'faulty' ? Object.keys(drafted.problems).sort() : [];
    expect(problems).toEqual(['bid', 'landingUrl', 'lastDay', 'lifetimeBudget', 'name']);
  });

  it('comes back as it was typed when a saved campaign is edited', () => {
    const drafted = draftOf(filled);
    const saved = campaignDocument.parse(drafted.outcome === 'ready' ? drafted.document : undefined);
    expect(fieldsOf(saved)).toEqual({ ...filled, setName: 'Autumn', adName: 'Autumn', bid: '6.5', lifetimeBudget: '1250.5' });
  });

  it('carries every advanced choice there and back', () => {
    const advanced: CampaignFields = {
      ...filled,
      setName: 'Cooks',
      adName: 'Knives',
      bidStrategy: 'cost_cap',
      cost: '4',
      bid: '9',
      budgetLevel: 'adSet',
      days: ['1', '3'],
      fromHour: '9',
      toHour: '17',
      daypartZone: 'viewer',
      setCapLimit: '5',
      setCapSeconds: '604800',
      adCapLimit: '1',
      adCapSeconds: '3600',
      minGapMinutes: '30',
      safetyTier: 'strict',
      productCategory: '1001',
      lifetimeBudget: '50',
    };
    const drafted = draftOf(advanced);
    expect(drafted).toMatchObject({
      outcome: 'ready',
      document: {
        budgets: { lifetimeMicros: null },
        adSets: [{ budgets: { lifetimeMicros: '50000000' }, dayparts: [{ days: [1, 3], fromHour: 9, toHour: 17 }], costMicros: '4000000' }],
      },
    });
    expect(fieldsOf(campaignDocument.parse(drafted.outcome === 'ready' ? drafted.document : undefined))).toEqual(advanced);
  });

  it('asks for the prices that the strategy needs and drops the others', () => {
    expect(draftOf({ ...filled, bidStrategy: 'lowest_cost' })).toMatchObject({ document: { adSets: [{ bidMicros: null }] } });
    expect(draftOf({ ...filled, bidStrategy: 'target_cost', bid: '' })).toMatchObject({ problems: { cost: expect.any(String) } });
    expect(draftOf({ ...filled, bid: '' })).toMatchObject({ problems: { bid: expect.any(String) } });
  });

  it('leaves alone what it does not show: other ads, other ad sets, targeting written elsewhere, moments inside a day', () => {
    const drafted = draftOf(filled);
    const saved = campaignDocument.parse(drafted.outcome === 'ready' ? drafted.document : undefined);
    const [set] = saved.adSets;
    if (set === undefined) throw new Error('a campaign has an ad set');
    const targeting = { any: [{ attr: 'hour' as const, op: 'range' as const, values: [8, 20] }] };
    const rich = {
      ...saved,
      schedule: { ...saved.schedule, startsAt: '2026-11-20T09:30:00.000Z' },
      adSets: [
        { ...set, targeting },
        { ...set, name: 'Second' },
      ],
    };
    const changed = draftOf({ ...fieldsOf(rich), name: 'Winter' }, rich);
    expect(changed).toEqual({ outcome: 'ready', document: { ...rich, name: 'Winter' } });
  });

  it('shows and changes the ad set and the ad that are asked for, and no other', () => {
    const drafted = draftOf(filled);
    const saved = campaignDocument.parse(drafted.outcome === 'ready' ? drafted.document : undefined);
    const place = { set: 1, ad: 0 };
    const empty = fieldsOf(saved, place);
    expect(empty).toMatchObject({ name: 'Autumn', setName: 'Ad set 2', headline: '', segments: [], lifetimeBudget: '1250.5' });
    const second: CampaignFields = { ...empty, ...shownBy(filled), setName: 'Bakers', leastBudget: '100', mostBudget: '500' };
    const added = draftOf(second, saved, place);
    const both = campaignDocument.parse(added.outcome === 'ready' ? added.document : undefined);
    expect(both.adSets.map(({ name }) => name)).toEqual(['Autumn', 'Bakers']);
    expect(both.adSets[0]).toEqual(saved.adSets[0]);
    expect(both.adSets[1]?.budgetLimits).toEqual({ minMicros: '100000000', maxMicros: '500000000' });
    expect(fieldsOf(both, place)).toEqual({ ...second, bid: '6.5', adName: 'Bakers' });
    expect(draftOf({ ...second, leastBudget: '600' }, saved, place)).toMatchObject({ problems: { leastBudget: expect.any(String) } });
    expect(draftOf({ ...second, setName: '' }, saved, place)).toMatchObject({ problems: { setName: 'This cannot be empty' } });
    expect(draftOf({ ...fieldsOf(both), objective: 'traffic', goal: 'click', billingEvent: 'click' }, both)).toMatchObject({
      outcome: 'faulty',
      problems: { elsewhere: expect.stringMatching(/^Bakers: /) },
    });
  });

  it('tells the api’s faults at the field that shows them', () => {
    expect(fieldOfPath('adSets.0.targeting.all.1.values.0')).toBe('segments');
    expect(fieldOfPath('adSets.0.ads.0.creative.headline')).toBe('headline');
    expect(fieldOfPath('budgets.dailyMicros')).toBe('dailyBudget');
    expect(fieldOfPath('something.else')).toBe('name');
    expect(fieldOfPath('adSets.1.targeting')).toBe('elsewhere');
    expect(fieldOfPath('adSets.1.targeting', 1)).toBe('segments');
    expect(fieldOfPath('adSets')).toBe('elsewhere');
  });

  it('shows only targeting that its lists can hold', () => {
    const leaf = { attr: 'country' as const, op: 'in' as const, values: ['DE'] };
    expect(isPlainTargeting({ all: [leaf] })).toBe(true);
    expect(isPlainTargeting({ all: [leaf, leaf] })).toBe(false);
    expect(isPlainTargeting({ not: leaf, mode: 'weak' })).toBe(false);
  });
});
