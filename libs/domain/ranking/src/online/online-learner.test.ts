import { seededRandom } from '@flywheel/primitives';
import { describe, expect, it } from 'vitest';
import { applyDelta, untoldModel, type Model } from '../fit-model.ts';
import { ownHide } from '../hides.ts';
import { ppbOf } from '../ppb-of.ts';
import { OnlineLearner } from './online-learner.ts';
import type { Outcome } from './outcome.ts';
import { normalisedEntropy } from './progress.ts';

const click = 1;
const dayMs = 24 * 60 * 60_000;
const nine = Date.UTC(2026, 4, 4, 9);
const shown = (n: number, ad: number, rest: Partial<Outcome> = {}): Outcome => {
  const account = `account ${ad % 10}`;
  return {
    kind: 'impression',
    imp: String(n),
    ad,
    adSet: `set ${ad}`,
    campaign: account,
    account,
    placement: 'feed',
    device: 'phone',
    decidedAt: nine,
    ...rest,
  };
};
/** Rates of 20 ads between 1 and 20 %, twice as likely (in odds) on a desktop. */
const chanceOf = (ad: number, device: string): number => {
  const odds = (((ad % 20) + 1) / (100 - (ad % 20))) * (device === 'desktop' ? 2 : 1);
  return odds / (1 + odds);
};

/** `delay` impressions lie between an impression and its click. */
function live(learner: OnlineLearner, impressions: number, delay: number, each: (n: number) => void = () => undefined): void {
  const random = seededRandom('online');
  const late: Array<{ at: number; outcome: Outcome }> = [];
  for (let n = 0; n < impressions; n += 1) {
    while (late[0] && late[0].at <= n) learner.learn((late.shift() as { outcome: Outcome }).outcome);
    const ad = Math.floor(random.next() * 20);
    const device = random.next() < 0.3 ? 'desktop' : 'phone';
    // What is judged is the second day: what it has come to, not how it began.
    const outcome = shown(n, ad, { device, decidedAt: nine + Math.floor((2 * n) / impressions) * dayMs });
    learner.learn(outcome);
    if (random.next() < chanceOf(ad, device)) late.push({ at: n + delay, outcome: { ...outcome, kind: 'click' } });
    each(n);
  }
}

describe('the shadow model', () => {
  it('changes what is published after one click', () => {
    const learner = new OnlineLearner();
    learner.learn(shown(1, 7));
    const first = learner.take(untoldModel()) ?? expect.fail('nothing learnt');
    const model = applyDelta(untoldModel(), first);
    expect(learner.take(model)).toBeUndefined();
    learner.learn(shown(1, 7, { kind: 'click' }));
    const next = learner.take(model) ?? expect.fail('nothing learnt of a click');
    expect(next.ads.get(7)?.[click] ?? 0).toBeGreaterThan(model.ads.get(7)?.[click] ?? 0);
    learner.learn(shown(1, 7, { kind: 'click' }));
    expect(learner.take(applyDelta(model, next))).toBeUndefined();
  });

  it.each([0, 2000])('learns rates of ads and devices, and is calibrated, with clicks %i impressions late', (delay) => {
    const learner = new OnlineLearner();
    let published = untoldModel();
    live(learner, 60_000, delay, (n) => {
      const change = n % 250 === 0 ? learner.take(published) : undefined;
      if (change) published = applyDelta(published, change);
    });
    const change = learner.take(published);
    if (change) published = applyDelta(published, change);
    expect(learner.model).toEqual(published);
    const { progress, since } = (learner.events[click] ?? expect.fail('no head')).progress.asOf(nine + dayMs);
    expect(since).toBe(nine + dayMs);
    expect(progress.impressions).toBe(30_000);
    expect(normalisedEntropy(progress)).toBeLessThan(0.97);
    expect(progress.expected / progress.events).toBeGreaterThan(0.93);
    expect(progress.expected / progress.events).toBeLessThan(1.07);
    for (const [ad, device] of [
      [3, 'phone'],
      [19, 'phone'],
      [12, 'desktop'],
    ] as const) {
      const logit = [
        published.intercepts,
        published.ads.get(ad),
        published.placements.get('feed'),
        published.devices.get(device),
        published.hours?.get('9'),
      ];
      const ppb = ppbOf(logit.reduce((sum, each) => sum + (each?.[click] ?? 0), 0));
      expect(Math.abs(ppb / 1e9 / chanceOf(ad, device) - 1), `${ad} on ${device}`).toBeLessThan(0.35);
    }
  });

  it('tells how often an ad is hidden, once an impression, drawn to how often all are', () => {
    const learner = new OnlineLearner();
    let known = untoldModel();
    const published = (): Model => (known = applyDelta(known, learner.take(known) ?? expect.fail('nothing learnt')));
    for (let n = 0; n < 4000; n += 1) learner.learn(shown(n, 1 + (n % 2)));
    const before = published();
    for (let n = 0; n < 4000; n += 2)
      if (n % 40 === 0) for (let again = 0; again < 2; again += 1) learner.learn(shown(n, 1, { kind: 'hide' }));
    const after = published();
    // 100 of 2,000 of the first ad: 5 %, 0 of the second.
    const hidden = (model: Model, ad: number): number => ppbOf((model.hides ?? 0) + ownHide(model.ads.get(ad))) / 1e7;
    expect(hidden(after, 9)).toBeCloseTo(1.68, 1);
    expect(hidden(after, 1)).toBeCloseTo(3.9, 1);
    expect(hidden(after, 2)).toBeLessThan(hidden(after, 9));
    expect(hidden(before, 1)).toBeLessThan(0.05);
  });

  it('predicts the first outcome by what was counted', () => {
    const learner = new OnlineLearner();
    const counts = { impressions: 10_000n, viewable: 5000n, click: 2000n, video: 0n, engagement: 0n, follow: 0n, hides: 0n };
    learner.count([{ adNo: 7, placement: 'feed', device: 'phone', ...counts }]);
    learner.learn(shown(1, 7));
    const { progress } = (learner.events[click] ?? expect.fail('no head')).progress.asOf(nine);
    expect(progress.expected).toBeGreaterThan(0.15);
  });

  it('says the same for the same outcomes, and names what weighs most', () => {
    const [one, other] = [new OnlineLearner(), new OnlineLearner()];
    for (const learner of [one, other]) live(learner, 5000, 100);
    one.take(untoldModel());
    other.take(untoldModel());
    expect(one.model).toEqual(other.model);
    const weights = one.largest(click, 5);
    expect(weights).toHaveLength(5);
    expect(weights).toEqual(other.largest(click, 5));
  });
});
