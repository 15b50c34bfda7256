import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { campaignDocument, type CampaignDraft } from './campaigns.ts';
import { decisionRequest } from './decisions.ts';

const draft = (): CampaignDraft => ({
  name: 'Autumn books',
  objective: 'traffic',
  budgets: { dailyMicros: null, lifetimeMicros: '50000000' },
  schedule: { startsAt: '2026-11-20T00:00:00Z', endsAt: null },
  adSets: [
    {
      name: 'readers',
      goal: 'click',
      billingEvent: 'click',
      bidMicros: '250000',
      targeting: { all: [{ attr: 'tag', op: 'in', values: ['books'] }] },
      ads: [{ name: 'one', creative: { format: 'native_post', headline: 'Read more', landingUrl: 'https://books.example/autumn' } }],
    },
  ],
});

const faultOf = (change: (document: CampaignDraft) => void): string => {
  const document = draft();
  change(document);
  const parsed = campaignDocument.safeParse(document);
  return parsed.success ? 'accepted' : (parsed.error.issues[0]?.path.join('.') ?? '?');
};

const firstSet = (document: CampaignDraft) => document.adSets[0] ?? expect.fail('no ad set');

describe('a campaign document', () => {
  it('is accepted with its defaults filled in', () => {
    expect(campaignDocument.parse(draft())).toMatchObject({
      caps: [],
      adSets: [{ bidStrategy: 'manual', placements: [], ads: [{ creative: { imageUrl: null } }] }],
    });
  });

  it('is refused with the name of the faulty field', () => {
    expect(faultOf((d) => (firstSet(d).goal = 'reach'))).toBe('adSets.0.goal');
    expect(faultOf((d) => (firstSet(d).billingEvent = 'impression'))).toBe('adSets.0.billingEvent');
    expect(faultOf((d) => (d.budgets.lifetimeMicros = null))).toBe('budgets.lifetimeMicros');
    expect(faultOf((d) => (d.budgets.dailyMicros = '50000001'))).toBe('budgets.dailyMicros');
    expect(faultOf((d) => (d.schedule.endsAt = d.schedule.startsAt))).toBe('schedule.endsAt');
    expect(faultOf((d) => (d.budgets.lifetimeMicros = '12.5'))).toBe('budgets.lifetimeMicros');
    expect(faultOf((d) => (firstSet(d).targeting = { any: [] }))).toBe('adSets.0.targeting.any');
    const viewable = (d: CampaignDraft): void => void Object.assign(firstSet(d), { billingEvent: 'viewable', bidMicros: '1500' });
    expect(faultOf(viewable)).toBe('adSets.0.bidMicros');
  });
});

describe('a decision request', () => {
  it('has a JSON schema for the hot path', () => {
    expect(z.toJSONSchema(decisionRequest, { target: 'draft-7', io: 'input' })).toMatchObject({ type: 'object', required: ['placements'] });
  });
});
