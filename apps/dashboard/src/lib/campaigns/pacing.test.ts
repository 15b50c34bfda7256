import { describe, expect, it } from 'vitest';
import { alertsOf } from './alerts.ts';
import { paceOf, pacesOf } from './pacing.ts';
import { plannedPerDay } from './spend-chart.ts';

const plan = {
  id: 'cmp_1',
  name: 'Autumn',
  currency: 'USD',
  startsAt: '2026-11-01T00:00:00.000Z',
  endsAt: '2026-11-11T00:00:00.000Z',
  dailyBudgetMicros: null,
  lifetimeBudgetMicros: '100000000',
  fundedMicros: '100000000',
  heldMicros: '50000000',
};
const midway = '2026-11-06T00:00:00.000Z';

describe('pacing', () => {
  it('plans the lifetime budget evenly over the schedule', () => {
    expect(paceOf(plan, midway)).toMatchObject({ spentMicros: '50000000', plannedMicros: '50000000', spentShare: 0.5, tone: 'good' });
    expect(paceOf({ ...plan, heldMicros: '90000000' }, midway).words).toMatch(/^Behind: .*\$50\.00/);
    expect(paceOf({ ...plan, heldMicros: '0' }, midway).words).toMatch(/^Ahead/);
  });

  it('never plans more than the whole, and nothing before the start', () => {
    expect(paceOf(plan, '2027-01-01T00:00:00.000Z').plannedMicros).toBe('100000000');
    expect(paceOf(plan, '2026-10-01T00:00:00.000Z').plannedMicros).toBe('0');
  });

  it('plans by days where only a daily budget is set, and not at all without an end', () => {
    expect(paceOf({ ...plan, endsAt: null, lifetimeBudgetMicros: null, dailyBudgetMicros: '2000000' }, midway).plannedMicros).toBe(
      '10000000',
    );
    expect(paceOf({ ...plan, endsAt: null }, midway).plannedMicros).toBeNull();
  });

  it('has a plan for each day', () => {
    expect(plannedPerDay({ budgets: { dailyMicros: null, lifetimeMicros: '100000000' }, schedule: plan })).toBe(10_000_000n);
    expect(plannedPerDay({ budgets: { dailyMicros: '3000000', lifetimeMicros: null }, schedule: { ...plan, endsAt: null } })).toBe(
      3_000_000n,
    );
  });
});

describe('pacing of each budget', () => {
  const window = {
    holder: 'cmp_1',
    level: 'campaign' as const,
    name: 'Autumn',
    window: 'day' as const,
    from: plan.startsAt,
    to: plan.endsAt,
    capMicros: '100000000',
    wantedMicros: null,
    committedMicros: '52000000',
    spentMicros: '50000000',
    plannedMicros: '60000000',
    errorPpm: 166_667,
    sharePpm: 620_000,
    throttlePpm: 620_000,
  };
  const paced = (change: Partial<typeof window> | { wantedMicros: string }) =>
    pacesOf({ campaign: 'cmp_1', at: midway, version: '7', pacerSeenAt: midway, windows: [{ ...window, ...change }] }, 'USD')[0];

  it('says what was planned, how far off it is and how much is held back', () => {
    expect(paced({})).toMatchObject({ label: 'Today', spentShare: 0.5, plannedShare: 0.6, tone: 'good' });
    expect(paced({})?.words).toBe('Planned by now: $60.00, 17 % off. Held back: bids at 62 %, fixed prices 62 % of the time.');
    expect(paced({ errorPpm: 250_000, sharePpm: 1_000_000, throttlePpm: 1_000_000 })).toMatchObject({
      words: 'Planned by now: $60.00, 25 % off.',
      tone: 'warn',
    });
  });

  it('names money that is already committed after a budget was lowered', () => {
    expect(paced({ wantedMicros: '40000000' })?.words).toContain('Already committed: $100.00; it comes down to $40.00 as wins settle.');
  });
});

describe('alerts', () => {
  const campaign = {
    ...plan,
    account: 'acc_1',
    objective: 'reach' as const,
    configuredStatus: 'active' as const,
    effective: { status: 'active' as const, code: 0, reason: 'It serves.' },
    version: 1,
    createdAt: plan.startsAt,
    updatedAt: plan.startsAt,
  };

  it('stay silent while all is well', () => {
    expect(alertsOf([campaign], undefined, midway)).toEqual([]);
  });

  it('put what stopped before what may stop soon', () => {
    const unfunded = { ...campaign, id: 'cmp_2', effective: { status: 'unfunded' as const, code: 582, reason: '' } };
    const low = { ...campaign, heldMicros: '5000000' };
    expect(alertsOf([low, unfunded], undefined, midway).map((each) => each.tone)).toEqual(['bad', 'warn']);
    expect(alertsOf([campaign], undefined, '2026-11-10T00:00:00.000Z').map((each) => each.text)).toEqual(['Autumn ends in a day.']);
  });
});
