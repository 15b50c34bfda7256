import { describe, expect, it } from 'vitest';
import { beyondLimit, creditLeft } from './credit-facts.ts';

const credit = (limit: number, committed: number) => ({ limitMicros: String(limit), committedMicros: String(committed), owedMicros: '0' });

describe('credit', () => {
  it('has left what is not taken', () => {
    expect([creditLeft(credit(100, 30)), beyondLimit(credit(100, 30))]).toEqual([70n, 0n]);
  });

  it('that was lowered has nothing left and says by how much it is passed', () => {
    expect([creditLeft(credit(20, 30)), beyondLimit(credit(20, 30))]).toEqual([0n, 10n]);
  });
});
