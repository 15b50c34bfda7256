import fc from 'fast-check';
import { expect, it } from 'vitest';
import { EventQuota } from './event-quota.ts';

it('lets ten seconds of its rate through at once, then says how long to wait', () => {
  const quota = new EventQuota(100);
  expect(quota.take('a', 1000, 0)).toBe(0);
  expect(quota.take('a', 1, 0)).toBe(1);
  expect(quota.take('b', 1, 0)).toBe(0);
  expect(quota.take('a', 500, 1000)).toBe(0);
  expect(quota.take('a', 1, 1000)).toBe(4);
  expect(quota.take('a', 1, 5001)).toBe(0);
});

it('over any time lets no more through than its rate, ten seconds and one batch', () => {
  const batches = fc.array(fc.record({ events: fc.integer({ min: 1, max: 1000 }), waitMs: fc.nat(2000) }), { maxLength: 200 });
  fc.assert(
    fc.property(batches, (sent) => {
      const quota = new EventQuota(50);
      let [now, passed] = [0, 0];
      for (const { events, waitMs } of sent) {
        now += waitMs;
        if (quota.take('a', events, now) === 0) passed += events;
      }
      expect(passed).toBeLessThanOrEqual((50 * now) / 1000 + 500 + 1000);
    }),
  );
});
