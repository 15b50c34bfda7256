import { describe, expect, it } from 'vitest';
import { actionWeight } from './action-weights.ts';

describe('the weight of an act', () => {
  it('counts a view from half of the content on', () => {
    expect(actionWeight({ kind: 'view', dwellMs: 4999, durationMs: 10_000 })).toBe(0);
    expect(actionWeight({ kind: 'view', dwellMs: 5000, durationMs: 10_000 })).toBe(1);
    expect(actionWeight({ kind: 'view' })).toBe(1);
  });

  it('counts dwell up to 1', () => {
    expect(actionWeight({ kind: 'dwell', dwellMs: 10_000 })).toBe(0.5);
    expect(actionWeight({ kind: 'dwell', dwellMs: 500_000, durationMs: 60_000 })).toBe(1);
  });

  it('holds a quick skip against an interest, a late one not', () => {
    expect(actionWeight({ kind: 'skip', dwellMs: 1500 })).toBe(-0.5);
    expect(actionWeight({ kind: 'skip', dwellMs: 4000 })).toBe(0);
  });

  it('gives no weight to what only the platform counts', () => {
    expect(actionWeight({ kind: 'external' })).toBe(0);
  });
});
