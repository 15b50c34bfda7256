import { micros } from '@flywheel/primitives';
import { describe, expect, it } from 'vitest';
import { effectiveTree, furtherReasons } from './effective-tree.ts';
import type { AdSetStanding, BudgetStanding, CampaignStanding, PaceStanding } from './standing.ts';
import type { ConfiguredStatus, ReviewState } from './status.ts';

const now = Date.UTC(2026, 4, 4, 12);
const day = 86_400_000;
const choices: ConfiguredStatus[] = ['active', 'paused', 'draft', 'archived'];
const reviews: ReviewState[] = ['approved', 'pending', 'rejected'];
const dates = { now: [now - day, now + day], later: [now + day, undefined], over: [now - day, now] } as const;
const budget = (funded: number, left: number, dayLeft?: number): BudgetStanding => ({
  fundedMicros: micros(funded),
  leftMicros: micros(left),
  dayLeftMicros: dayLeft === undefined ? undefined : micros(dayLeft),
});
const money = { full: budget(9, 9, 1), none: budget(0, 0), spent: budget(9, 0, 0), today: budget(9, 5, 0) };
const paces = {
  none: undefined,
  free: { sharePpm: 1_000_000, throttlePpm: 1_000_000 },
  share: { sharePpm: 400_000, throttlePpm: 1_000_000 },
  throttle: { sharePpm: 1_000_000, throttlePpm: 250_000 },
} satisfies Record<string, PaceStanding | undefined>;
const always: AdSetStanding['dayparts'] = [];
const mornings: AdSetStanding['dayparts'] = [{ days: [1, 2, 3, 4, 5, 6, 7], fromHour: 6, toHour: 9 }];

const set = (change: Partial<AdSetStanding> = {}): AdSetStanding => ({
  configured: 'active',
  dayparts: always,
  daypartZone: 'advertiser',
  ads: [{ configured: 'active', review: 'approved' }],
  ...change,
});
const campaign = (change: Partial<CampaignStanding> = {}): CampaignStanding => ({
  configured: 'active',
  accountActive: true,
  timeZone: 'UTC',
  startsAt: now - day,
  endsAt: undefined,
  budget: money.full,
  adSets: [set()],
  ...change,
});

type Way = {
  own: ConfiguredStatus;
  accountActive: boolean;
  setChoice: ConfiguredStatus;
  adChoice: ConfiguredStatus;
  review: ReviewState;
  when: keyof typeof dates;
  dayparts: AdSetStanding['dayparts'];
  have: keyof typeof money;
  pace: keyof typeof paces;
};

/** Every way in which the nine things can stand. */
function* everyWay(): Generator<Way> {
  const axes = {
    own: choices,
    accountActive: [true, false],
    setChoice: choices,
    adChoice: choices,
    review: reviews,
    when: Object.keys(dates),
    dayparts: [always, mornings],
    have: Object.keys(money),
    pace: Object.keys(paces),
  };
  const ways = Object.values(axes).reduce((product, axis) => product * axis.length, 1);
  for (let way = 0; way < ways; way += 1) {
    let rest = way;
    const pick = ([name, axis]: [string, readonly unknown[]]): [string, unknown] => {
      const value = axis[rest % axis.length];
      rest = Math.floor(rest / axis.length);
      return [name, value];
    };
    yield Object.fromEntries(Object.entries(axes).map(pick)) as Way;
  }
}

/** The order, written down once more. */
function expected({ own, accountActive, setChoice, adChoice, review, when, dayparts, have, pace }: Way): [string, number] {
  for (const [at, choice] of [own, setChoice, adChoice].entries()) {
    if (at === 1 && !accountActive) return ['suspended', 520];
    if (choice !== 'active') return [choice, 521];
  }
  if (review !== 'approved') return review === 'pending' ? ['in_review', 201] : ['rejected', 202];
  if (when !== 'now') return [when === 'later' ? 'scheduled' : 'ended', 522];
  if (dayparts !== always) return ['scheduled', 523];
  const obstacle = { full: undefined, none: ['unfunded', 582], spent: ['spent', 581], today: ['capped', 580] } as const;
  const held = { none: undefined, free: undefined, share: ['paced', 585], throttle: ['paced', 583] } as const;
  const [status, code] = obstacle[have] ?? held[pace] ?? ['active', 0];
  return [status, code];
}

describe('an effective status', () => {
  it('is the first obstacle of the stated order, for every way in which things can stand', { timeout: 60_000 }, () => {
    let cases = 0;
    for (const way of everyWay()) {
      const { own, accountActive, setChoice, adChoice, review, when, dayparts, have, pace } = way;
      const [startsAt, endsAt] = dates[when];
      const ads = [{ configured: adChoice, review }];
      const adSets = [set({ configured: setChoice, dayparts, pace: paces[pace], ads })];
      const tree = effectiveTree(campaign({ configured: own, accountActive, startsAt, endsAt, budget: money[have], adSets }), now);
      const [status, code] = expected(way);
      const [one] = tree.adSets;
      for (const found of [tree.campaign, one?.adSet, one?.ads[0]]) {
        if (found?.status !== status || found.code !== code) expect({ way, found }).toEqual([status, code]);
      }
      cases += 1;
    }
    expect(cases).toBe(4 * 2 * 4 * 4 * 3 * 3 * 2 * 4 * 4);
  });

  it('of a campaign and an ad set is that of their ad which is nearest to serving', () => {
    const waiting = { configured: 'active', review: 'pending' } as const;
    const paused = { configured: 'paused', review: 'approved' } as const;
    const tree = effectiveTree(campaign({ adSets: [set({ ads: [paused, waiting] }), set({ configured: 'paused' })] }), now);
    expect(tree.campaign).toEqual({ status: 'in_review', code: 201, reason: 'Its creatives wait for review.' });
    expect(tree.adSets.map((each) => each.adSet.status)).toEqual(['in_review', 'paused']);
    expect(tree.adSets[0]?.ads.map((each) => each.reason)).toEqual([
      'It is paused: set it active to let it serve.',
      'Its creative waits for review.',
    ]);
    expect(effectiveTree(campaign({ adSets: [...campaign().adSets, set({ configured: 'paused' })] }), now).campaign.status).toBe('active');
  });

  it('says where the obstacle stands and what would change it', () => {
    const reasons = (change: Partial<CampaignStanding>): (string | undefined)[] => {
      const tree = effectiveTree(campaign(change), now);
      return [tree.campaign.reason, tree.adSets[0]?.adSet.reason, tree.adSets[0]?.ads[0]?.reason];
    };
    expect(reasons({ configured: 'paused' })).toEqual([
      'It is paused: set it active to let it serve.',
      'Its campaign is paused: set that active to let it serve.',
      'Its campaign is paused: set that active to let it serve.',
    ]);
    expect(reasons({ adSets: [set({ configured: 'paused', tripReason: 'It spent four times its plan.' })] })).toEqual([
      'Every ad set of it is paused: set one active to let it serve. It spent four times its plan.',
      'It is paused: set it active to let it serve. It spent four times its plan.',
      'Its ad set is paused: set that active to let it serve. It spent four times its plan.',
    ]);
    expect(reasons({ adSets: [set({ dayparts: mornings })], timeZone: 'Europe/Berlin' })[0]).toBe(
      'It serves at certain hours. Its hours begin again at Tuesday 06:00 (Europe/Berlin).',
    );
    expect(reasons({ adSets: [set({ budget: money.today })] })[1]).toMatch(/^Its budget of today is used up/);
    expect(reasons({ adSets: [set({ pace: paces.share })] })[0]).toBe(
      'It serves, held back so that its budget lasts. It bids 40 % of what it may.',
    );
  });

  it('is unreachable where the audience may not be served, once nothing else of the advertiser’s stands in the way', () => {
    const small = { code: 543 as const, sentence: 'reaches fewer than 1000 people: widen this part' };
    expect(effectiveTree(campaign({ adSets: [set({ audience: small })] }), now).campaign).toEqual({
      status: 'unreachable',
      code: 543,
      reason: 'Its audience cannot be served: reaches fewer than 1000 people: widen this part.',
    });
    expect(effectiveTree(campaign({ adSets: [set({ audience: small, configured: 'paused' })] }), now).campaign.status).toBe('paused');
    expect(effectiveTree(campaign({ adSets: [set({ audience: small }), set()] }), now).campaign.status).toBe('active');
  });

  it('leaves hours on the viewer’s clock to each decision', () => {
    expect(effectiveTree(campaign({ adSets: [set({ dayparts: mornings, daypartZone: 'viewer' })] }), now).campaign.status).toBe('active');
  });
});

describe('what else stands in the way', () => {
  it('is told in the order a person would remove it, of the ad that is nearest to serving', () => {
    const waiting = campaign({
      budget: money.none,
      startsAt: now + day,
      adSets: [set({ configured: 'paused' }), set({ ads: [{ configured: 'active', review: 'pending' }] })],
    });
    expect(effectiveTree(waiting, now).campaign.reason).toBe('Its creatives wait for review.');
    expect(furtherReasons(waiting, now)).toEqual(['It starts on 5 May 2026, 12:00 UTC.', 'No money is set aside: top up the account.']);
  });

  it('is nothing where one thing or none stands there, nor the money of what is not launched, nor its pace', () => {
    expect(furtherReasons(campaign(), now)).toEqual([]);
    expect(furtherReasons(campaign({ budget: money.none }), now)).toEqual([]);
    expect(furtherReasons(campaign({ configured: 'draft', budget: money.none }), now)).toEqual([]);
    expect(furtherReasons(campaign({ configured: 'paused', budget: money.none, pace: paces.share }), now)).toEqual([]);
    expect(furtherReasons(campaign({ adSets: [] }), now)).toEqual([]);
  });
});
