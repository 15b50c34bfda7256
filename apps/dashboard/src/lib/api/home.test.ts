import { describe, expect, it } from 'vitest';
import type { SessionView } from '@flywheel/http/session';
import { areasOf, holds, homeOf, ownedBy } from './home.ts';
import { monthsBack } from './months.ts';
import { scopeOf } from './scope.ts';
import { readTheme } from './theme.ts';

const session = (...roles: SessionView['roles']): SessionView => ({ person: { id: 'usr_1', name: 'Ada', email: 'a@b.example' }, roles });
const shop = { id: 'acc_1', name: 'Shop' };

describe('where a person belongs', () => {
  it('is the sign-in page for nobody, and a page that says so for a role without pages', () => {
    expect(homeOf(null)).toBe('/sign-in');
    expect(homeOf(session({ role: 'stakeholder' }))).toBe('/no-pages');
  });
  it('is the area of the first kind of role; several roles open several areas', () => {
    expect(homeOf(session({ role: 'finance.viewer' }))).toBe('/finance');
    expect(areasOf(session({ role: 'ops' }, { role: 'advertiser.owner', account: shop }))).toEqual(['advertiser', 'operator']);
  });
  it('counts each owned account once', () => {
    const person = session({ role: 'advertiser.owner', account: shop }, { role: 'advertiser.billing', account: shop });
    expect(ownedBy(person, 'account')).toEqual([shop]);
    expect(ownedBy(person, 'creator')).toEqual([]);
    expect(holds(person, 'advertiser.billing')).toBe(true);
    expect(holds(null, 'admin')).toBe(false);
  });
});

describe('whose numbers a page shows', () => {
  const choice = { label: 'Account', parameter: 'account', options: [shop, { id: 'acc_2', name: 'Other' }] };
  it('are those asked for, else the first; never one that is not theirs', () => {
    expect(scopeOf(choice, new URL('http://x/?account=acc_2'))?.current.id).toBe('acc_2');
    expect(scopeOf(choice, new URL('http://x/?account=acc_9'))?.current.id).toBe('acc_1');
    expect(scopeOf({ ...choice, options: [] }, new URL('http://x/'))).toBeUndefined();
  });
  it('can be switched without losing the range', () => {
    expect(scopeOf(choice, new URL('http://x/?from=2026-01-01'))?.options[1]?.href).toBe('?from=2026-01-01&account=acc_2');
  });
});

describe('small choices', () => {
  it('months go back to the first day of numbers', () => {
    expect(monthsBack('2026-01-15', '2025-11-30')).toEqual(['2026-01', '2025-12', '2025-11']);
    expect(monthsBack('2026-01-15', null)).toEqual(['2026-01']);
    expect(monthsBack('2026-01-15', '1990-01-01')).toHaveLength(24);
  });
  it('a theme that nobody knows is the system’s', () => {
    expect([readTheme('dark'), readTheme('light'), readTheme('pink'), readTheme(undefined)]).toEqual(['dark', 'light', 'system', 'system']);
  });
});
