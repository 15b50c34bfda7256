import { describe, expect, it } from 'vitest';
import { mayChangeStatus } from './status-change.ts';

describe('a change of status', () => {
  it('never leaves the archive or returns to draft', () => {
    expect(mayChangeStatus('paused', 'active')).toBe(true);
    expect(mayChangeStatus('archived', 'active')).toBe(false);
    expect(mayChangeStatus('active', 'draft')).toBe(false);
    expect(mayChangeStatus('active', 'active')).toBe(false);
    expect(mayChangeStatus('draft', 'paused')).toBe(false);
  });
});
