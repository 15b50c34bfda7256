import fc from 'fast-check';
import { newId, seededRandom } from '@flywheel/primitives';
import { impressionOf, newDecisionId } from '@flywheel/primitives/impressions';
import { describe, expect, it } from 'vitest';
import { capViewer } from './cap-viewer.ts';
import { VisitHides } from './visit-hides.ts';

const random = seededRandom('visits');
const start = Date.UTC(2026, 4, 4);
const dayMs = 86_400_000;
const visits = ['one', 'two', 'three'].map((name) => capViewer(name, true));
const [one = capViewer('', true), two = capViewer('', true)] = visits;
const ad = newId('ad', start, random);

describe('what a visit without consent hid', () => {
  it('is known for that visit and no other, until a day after', () => {
    const hides = new VisitHides();
    const decision = newDecisionId(start, random);
    hides.show(decision, one, start);
    hides.hide(impressionOf(decision, 2), ad, start + 5000);
    expect(hides.of(one, start + 5000)).toEqual(new Set([ad]));
    expect(hides.of(two, start + 5000)).toBeUndefined();
    expect(hides.of(one, start + 5000 + dayMs)).toBeUndefined();
  });

  it('is not known of a decision of another process, nor a day after it', () => {
    const hides = new VisitHides();
    const [known, other] = [newDecisionId(start, random), newDecisionId(start, random)];
    hides.show(known, one, start);
    hides.hide(impressionOf(other, 1), ad, start);
    hides.hide(impressionOf(known, 1), ad, start + dayMs + 1);
    expect(hides.of(one, start)).toBeUndefined();
  });

  it('never takes more room than it was given, and nothing of it is left after a day', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ visit: fc.nat(2), later: fc.nat(60_000), hides: fc.boolean() }), { maxLength: 60 }), (steps) => {
        const hides = new VisitHides({ most: 10 });
        let now = start;
        for (const step of steps) {
          now += step.later;
          const decision = newDecisionId(now, random);
          hides.show(decision, visits[step.visit] ?? one, now);
          if (step.hides) hides.hide(impressionOf(decision, 1), ad, now);
          if (step.hides) expect(hides.of(visits[step.visit] ?? one, now)?.has(ad)).toBe(true);
          expect(hides.size.shown).toBeLessThanOrEqual(10);
        }
        hides.forget(now + dayMs);
        expect(hides.size).toEqual({ shown: 0, hidden: 0 });
      }),
    );
  });
});
