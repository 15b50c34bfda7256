import { describe, expect, it } from 'vitest';
import { diagnose } from './diagnose.ts';
import type { EffectiveStatusAndReason } from './effective-tree.ts';

const active: EffectiveStatusAndReason = { status: 'active', code: 0, reason: 'It serves.' };

describe('a diagnosis', () => {
  it('begins with what stands in the way', () => {
    const unfunded: EffectiveStatusAndReason = { status: 'unfunded', code: 582, reason: 'No money is set aside: top up the account.' };
    const found = diagnose(unfunded, { decisions: 10, outcomes: [{ code: 582, n: 10 }] });
    expect(found).toMatchObject({
      verdict: 'stopped',
      headline: unfunded.reason,
      findings: [{ code: 582, advice: 'Top up the account.' }],
    });
  });

  it('tells what it loses by, the most frequent first, with what would change it', () => {
    const outcomes = [
      { code: 102, n: 60 },
      { code: 562, n: 30 },
      { code: 102, n: 10 },
    ];
    expect(diagnose(active, { decisions: 500, outcomes })).toEqual({
      verdict: 'held-back',
      headline: 'It may serve, but won none of the 100 slots it was looked at for.',
      looked: 100,
      won: 0,
      findings: [
        { code: 102, times: 70, shareBps: 7000, advice: 'Raise the bid or the cost, or reach people whom fewer others want.' },
        { code: 562, times: 30, shareBps: 3000, advice: 'Loosen the cap of the campaign, or widen the audience.' },
      ],
    });
  });

  it('knows a campaign that serves from one that nobody came by for', () => {
    expect(diagnose(active, { decisions: 5, outcomes: [{ code: 0, n: 2 }] })).toMatchObject({ verdict: 'serving', won: 2, findings: [] });
    expect(diagnose(active, { decisions: 0, outcomes: [] }).verdict).toBe('idle');
    expect(diagnose(active, { decisions: 7, outcomes: [] }).headline).toMatch(/none of 7 decisions came as far as it/);
  });
});
