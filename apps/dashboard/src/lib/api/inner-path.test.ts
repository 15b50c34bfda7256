import { describe, expect, it } from 'vitest';
import { innerPath } from './inner-path.ts';

describe('where a form returns to', () => {
  it('is a path of this site with its query', () => {
    expect(innerPath('/finance?from=2026-01-01')).toBe('/finance?from=2026-01-01');
  });
  it('is never another site', () => {
    for (const wrong of ['//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:alert(1)', '', null, undefined, 4]) {
      expect(innerPath(wrong)).toBe('/');
    }
    expect(innerPath('/\t/evil.example')).toBe('/');
  });
});
