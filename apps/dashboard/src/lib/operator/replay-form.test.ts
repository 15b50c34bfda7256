import { describe, expect, it } from 'vitest';
import { overridesOf, type ReplayFields } from './replay-form.ts';

const ad = `ad_${'1'.repeat(32)}`;
const campaign = `cmp_${'2'.repeat(32)}`;
const typed = (fields: Partial<ReplayFields>): ReplayFields => ({
  rule: '',
  floor: '',
  ad: '',
  bid: '',
  campaign: '',
  budget: '',
  caps: '',
  ...fields,
});

describe('the what-if form', () => {
  it('turns dollars into micros and names what they belong to', () => {
    expect(overridesOf(typed({ rule: 'vcg', floor: '1.50', ad, bid: '2', campaign, budget: '0', caps: 'off' }))).toEqual({
      ok: true,
      overrides: {
        rule: 'vcg',
        floorMicros: '1500000',
        bid: [{ ad, micros: '2000000' }],
        budget: [{ campaign, micros: '0' }],
        caps: false,
      },
    });
  });

  it('says at the field what can not be read', () => {
    expect(overridesOf(typed({ floor: 'much' }))).toMatchObject({ ok: false, field: 'floor' });
    expect(overridesOf(typed({ bid: '2' }))).toMatchObject({ ok: false, field: 'ad' });
    expect(overridesOf(typed({ budget: '2' }))).toMatchObject({ ok: false, field: 'campaign' });
    expect(overridesOf(typed({ rule: 'dutch' }))).toMatchObject({ ok: false, field: 'rule' });
  });

  it('refuses a form that changes nothing', () => {
    expect(overridesOf(typed({ ad, campaign }))).toMatchObject({ ok: false, problem: 'Change at least one thing.' });
  });
});
