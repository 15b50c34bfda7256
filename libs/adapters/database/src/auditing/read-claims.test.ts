import { describe, expect, it } from 'vitest';
import { readClaims } from './read-claims.ts';

describe('the file of claims', () => {
  const claims = readClaims();

  it('holds the claims of the design that tables can be asked for', () => {
    const names = claims.map(({ claim }) => claim);
    for (const principle of ['P1', 'P2', 'P5', 'P6', 'P7', 'P12', 'P13']) {
      expect(names.filter((name) => name === principle || name.startsWith(`${principle}-`))).not.toEqual([]);
    }
    expect(new Set(names).size).toBe(names.length);
  });

  it('tells its own name in each row, so that psql shows it, and changes nothing', () => {
    for (const { claim, sql } of claims) {
      expect(sql).toContain(`SELECT '${claim}' AS claim`);
      expect(sql).not.toMatch(/;\s*(SELECT|WITH)|\b(INSERT|UPDATE|DELETE|TRUNCATE|ALTER|CREATE|DROP)\b/);
    }
  });
});
