import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentLabels, safetyCode, type JudgedContent, type SafetyRules } from './brand-safety.ts';
import { defaultFeedRules, displacementCode, feedCode } from './feed-rules.ts';
import { separationCode, type Seat } from './separation.ts';

const seat = (change: Partial<Seat>): Seat => ({ account: 'a', domain: 'a.example', competitors: [], category: undefined, ...change });

describe('two ads of one response', () => {
  it('never share a domain, a product category or a competition', () => {
    expect(separationCode(seat({}), [seat({ account: 'b', domain: 'b.example' })])).toBe(0);
    expect(separationCode(seat({}), [seat({ account: 'b' })])).toBe(603);
    expect(separationCode(seat({ category: '1008' }), [seat({ domain: 'b.example', category: '1008' })])).toBe(603);
    expect(separationCode(seat({ category: '1008' }), [seat({ domain: 'b.example', category: '1009' })])).toBe(0);
    expect(separationCode(seat({ competitors: ['b.example'] }), [seat({ domain: 'b.example' })])).toBe(603);
    expect(separationCode(seat({}), [seat({ domain: 'b.example', competitors: ['a.example'] })])).toBe(603);
  });

  it('say 606 where the other stands in the slot above or below, of an earlier response', () => {
    expect(separationCode(seat({}), [], [seat({ account: 'b' })])).toBe(606);
  });

  it('are apart whichever came first', () => {
    const any = fc.record({
      account: fc.constantFrom('a', 'b'),
      domain: fc.constantFrom('a.example', 'b.example', 'c.example'),
      competitors: fc.subarray(['a.example', 'b.example']),
      category: fc.constantFrom(undefined, '1', '2'),
    });
    fc.assert(
      fc.property(any, any, (a, b) => separationCode(a, [b]) === separationCode(b, [a])),
      { numRuns: 20_000 },
    );
  });
});

const rules = (change: Partial<SafetyRules> = {}): SafetyRules => ({
  tier: 'standard',
  blockedNodes: new Set(['iab:war']),
  blockedCreators: new Set(['crt_1']),
  ...change,
});
const content = (change: Partial<JudgedContent> = {}): JudgedContent => ({ label: 'safe', nodes: [], creator: undefined, ...change });

describe('the surroundings of an ad', () => {
  it('are judged by the tier of its ad set', () => {
    const codes = (['strict', 'standard', 'open'] as const).map((tier) =>
      contentLabels.map((label) => safetyCode(rules({ tier }), content({ label }))),
    );
    expect(codes).toEqual([
      [0, 620, 620, 620],
      [0, 0, 620, 620],
      [0, 0, 0, 620],
    ]);
    expect(safetyCode(rules(), undefined)).toBe(0);
  });

  it('are judged by the advertiser’s block lists, one post before and after too', () => {
    expect(safetyCode(rules(), content({ nodes: ['iab:war'] }))).toBe(622);
    expect(safetyCode(rules(), content({ creator: 'crt_1' }))).toBe(622);
    for (const beside of [content({ nodes: ['iab:war'] }), content({ creator: 'crt_1' }), content({ label: 'blocked' })]) {
      expect(safetyCode(rules(), content(), [content(), beside])).toBe(623);
    }
  });
});

describe('a feed', () => {
  const feed = { position: 10, adsSeen: 0, lastAdPosition: undefined, hides: 0 };

  it('has no ad before position 4, three posts between two, and a fifth of it at most', () => {
    const at = (change: object) => feedCode(defaultFeedRules, { ...feed, ...change });
    expect([at({ position: 3 }), at({ position: 4 }), at({ position: 5 })]).toEqual([502, 502, 0]);
    expect([at({ adsSeen: 1, lastAdPosition: 7 }), at({ adsSeen: 1, lastAdPosition: 6 })]).toEqual([502, 0]);
    expect([at({ adsSeen: 2, lastAdPosition: 5 }), at({ position: 15, adsSeen: 2, lastAdPosition: 5 })]).toEqual([502, 0]);
  });

  it('tires: what a person hid counts against what he may still be shown', () => {
    const tired = { ...defaultFeedRules, mostAds: 3 };
    expect(feedCode(tired, { ...feed, position: 40, adsSeen: 2 })).toBe(0);
    expect(feedCode(tired, { ...feed, position: 40, adsSeen: 2, hides: 1 })).toBe(503);
    expect(feedCode(tired, { ...feed, position: 40, adsSeen: 3 })).toBe(503);
  });

  it('walked from its top never breaks a rule, whatever the rules', () => {
    const any = fc.record({
      firstPosition: fc.integer({ min: 1, max: 8 }),
      gap: fc.integer({ min: 0, max: 6 }),
      shareBps: fc.integer({ min: 1, max: 10_000 }),
      mostAds: fc.integer({ min: 0, max: 5 }),
    });
    fc.assert(
      fc.property(any, fc.integer({ min: 1, max: 60 }), (each, length) => {
        const shown: number[] = [];
        for (let position = 1; position <= length; position += 1) {
          const state = { position, adsSeen: shown.length, lastAdPosition: shown.at(-1), hides: 0 };
          if (feedCode(each, state) === 0) shown.push(position);
          if (shown.at(-1) === position) expect(shown.length * 10_000).toBeLessThanOrEqual(position * each.shareBps);
        }
        expect(shown[0] ?? each.firstPosition).toBeGreaterThanOrEqual(each.firstPosition);
        for (let n = 1; n < shown.length; n += 1) expect((shown[n] ?? 0) - (shown[n - 1] ?? 0) - 1).toBeGreaterThanOrEqual(each.gap);
        if (each.mostAds > 0) expect(shown.length).toBeLessThanOrEqual(each.mostAds);
      }),
      { numRuns: 20_000 },
    );
  });
});

describe('displacement', () => {
  it('refuses what is worth no more than the post it pushes down', () => {
    const free = { budgetMicros: undefined, spentMicros: 0n };
    expect(displacementCode({ slotValueMicros: 100n, organicMicros: 100n, ...free })).toBe(604);
    expect(displacementCode({ slotValueMicros: 101n, organicMicros: 100n, ...free })).toBe(0);
  });

  it('stops at what one person may be cost', () => {
    const worth = { slotValueMicros: 1000n, organicMicros: 100n, budgetMicros: 250n };
    expect(displacementCode({ ...worth, spentMicros: 150n })).toBe(0);
    expect(displacementCode({ ...worth, spentMicros: 151n })).toBe(604);
  });
});
