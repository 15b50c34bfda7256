import { describe, expect, it } from 'vitest';
import { AttemptLimiter } from './attempt-limiter.ts';

describe('AttemptLimiter', () => {
  it('lets five attempts a minute through and names the wait', () => {
    const limiter = new AttemptLimiter(5);
    for (let n = 0; n < 5; n += 1) expect(limiter.tryOnce('ada', n * 1000)).toBeUndefined();
    expect(limiter.tryOnce('ada', 10_000)).toBe(50_000);
    expect(limiter.tryOnce('bob', 10_000)).toBeUndefined();
    expect(limiter.tryOnce('ada', 60_001)).toBeUndefined();
  });

  it('stays bounded under many keys', () => {
    const limiter = new AttemptLimiter(1);
    for (let n = 0; n < 20_000; n += 1) limiter.tryOnce(`key ${n}`, 0);
    expect(limiter.tryOnce('key 19999', 1)).toBeDefined();
    expect(limiter.tryOnce('key 0', 1)).toBeUndefined();
  });
});
