import { describe, expect, it } from 'vitest';
import { campaignDocument } from '@flywheel/http/campaigns';
import { placeOf } from './form-place.ts';

const [mine, others] = ['set_0192f0c1a2b34c5d8e9fa0b1c2d3e4f5', 'set_0192f0c1a2b34c5d8e9fa0b1c2d3e4f6'];
const [first, second] = ['ad_0192f0c1a2b34c5d8e9fa0b1c2d3e4f5', 'ad_0192f0c1a2b34c5d8e9fa0b1c2d3e4f6'];
const creative = {
  id: 'crv_0192f0c1a2b34c5d8e9fa0b1c2d3e4f5',
  format: 'native_post',
  headline: 'Knives',
  landingUrl: 'https://k.example/',
};
const document = campaignDocument.parse({
  name: 'Autumn',
  objective: 'reach',
  budgets: { dailyMicros: null, lifetimeMicros: '5000000' },
  schedule: { startsAt: '2026-11-20T00:00:00.000Z', endsAt: null },
  adSets: [mine, others].map((id, at) => ({
    id,
    name: at === 0 ? 'Cooks' : 'Bakers',
    status: 'paused',
    goal: 'reach',
    bidMicros: '6000000',
    targeting: { all: [] },
    ads: at === 0 ? [first, second].map((ad) => ({ id: ad, name: ad, creative })) : [{ name: 'Bread', creative }],
  })),
});
const asked = { set: 'new', from: null, ad: null };

describe('the place of an ad set’s form', () => {
  it('is past the last one for a new ad set', () => {
    expect(placeOf(document, asked)).toEqual({ base: document, place: { set: 2, ad: 0 } });
  });

  it('holds a copy without ids, at work, with the same creatives', () => {
    const found = placeOf(document, { ...asked, from: mine });
    expect(found?.place).toEqual({ set: 2, ad: 0 });
    expect(found?.base.adSets.slice(0, 2)).toEqual(document.adSets);
    const copy = found?.base.adSets[2];
    expect(copy).toMatchObject({ name: 'Copy of Cooks', status: 'active', bidMicros: '6000000' });
    expect(copy).not.toHaveProperty('id');
    expect(copy?.ads.map((ad) => [ad.id, ad.creative.id])).toEqual([
      [undefined, creative.id],
      [undefined, creative.id],
    ]);
  });

  it('is that of a saved ad set and of one ad of it, or of a new one', () => {
    expect(placeOf(document, { ...asked, set: others })?.place).toEqual({ set: 1, ad: 0 });
    expect(placeOf(document, { ...asked, set: mine, ad: second })?.place).toEqual({ set: 0, ad: 1 });
    expect(placeOf(document, { ...asked, set: mine, ad: 'new' })?.place).toEqual({ set: 0, ad: 2 });
  });

  it('is nowhere when there is no such part', () => {
    expect(placeOf(document, { ...asked, set: 'set_0' })).toBeUndefined();
    expect(placeOf(document, { ...asked, from: 'set_0' })).toBeUndefined();
    expect(placeOf(document, { ...asked, set: others, ad: first })).toBeUndefined();
  });
});
