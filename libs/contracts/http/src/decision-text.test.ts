import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decisionResponse, type DecisionResponse, type DecisionResult } from './decisions.ts';
import { decisionText } from './decision-text.ts';

const hex = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 32, maxLength: 32 });
const words = fc.string({ unit: 'binary', maxLength: 40 });
const token = fc.string({ unit: fc.constantFrom(...'ABCxyz019-_'), minLength: 1, maxLength: 200 });

const creative = fc.record(
  {
    id: hex.map((digits) => `crv_${digits}` as const),
    format: fc.constantFrom('native_post' as const, 'image' as const, 'video' as const),
    headline: words,
    body: words,
    imageUrl: fc.option(words),
    videoUrl: words,
    durationMs: fc.nat(60_000),
    callToAction: words,
    domain: words,
  },
  { requiredKeys: ['id', 'format', 'headline', 'body', 'imageUrl', 'callToAction', 'domain'] },
);
const filled: fc.Arbitrary<DecisionResult> = fc
  .record({ ad: hex.map((digits) => `ad_${digits}` as const), advertiser: words, creative, token, placement: words, slot: fc.nat(7) })
  .map((each) => ({
    ...each,
    outcome: 'filled' as const,
    clickUrl: `/c/${each.token}`,
    beaconUrl: '/b/',
    expiresAt: '2026-03-01T12:10:00.000Z',
  }));
const empty: fc.Arbitrary<DecisionResult> = fc.record({
  placement: words,
  slot: fc.nat(7),
  outcome: fc.constant('empty' as const),
  reason: fc.constantFrom(100, 540),
  words,
});
const answer: fc.Arbitrary<DecisionResponse> = fc.record({
  decision: hex.map((digits) => `dec_${digits}` as const),
  results: fc.array(fc.oneof(filled, empty), { maxLength: 8 }),
});

describe('the text of a decision', () => {
  it('parses to the answer and to its schema, whatever advertisers write', () => {
    fc.assert(
      fc.property(answer, (said) => {
        const parsed: unknown = JSON.parse(decisionText(said));
        expect(parsed).toEqual(JSON.parse(JSON.stringify(said)));
        expect(decisionResponse.parse(parsed)).toEqual(parsed);
        expect(decisionText(said)).toBe(decisionText(said));
      }),
      { numRuns: 1000 },
    );
  });
});
