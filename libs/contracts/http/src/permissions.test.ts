import { describe, expect, it } from 'vitest';
import { granteesOf, judge, permissions } from './permissions.ts';
import { role, scope, type Principal, type Role } from './roles.ts';

const person = (...roles: { role: Role; account?: string; creator?: string }[]): Principal => ({
  kind: 'person',
  person: 'usr_1',
  displayName: 'P',
  roles,
});
const row = (resource: string, action: string) => granteesOf(resource, action) ?? [];

describe('permissions', () => {
  it('give rights only to roles and scopes that exist', () => {
    const known = new Set<string>([
      'public',
      'token',
      ...scope.options.map((each) => `key:${each}`),
      ...role.options,
      ...role.options.map((each) => `own ${each}`),
    ]);
    const named = Object.values(permissions).flatMap((actions) => Object.values(actions).flat());
    expect(named.filter((grantee) => !known.has(grantee))).toEqual([]);
  });

  it('hide an object of someone else and refuse a right that is missing', () => {
    const owner = person({ role: 'advertiser.owner', account: 'acc_1' });
    const analyst = person({ role: 'advertiser.analyst', account: 'acc_1' });
    const write = row('campaigns', 'write');
    expect(judge(owner, write, { account: 'acc_1' })).toBe('allowed');
    expect(judge(owner, write, { account: 'acc_2' })).toBe('hidden');
    expect(judge(owner, write, null)).toBe('hidden');
    expect(judge(analyst, write, { account: 'acc_1' })).toBe('forbidden');
    expect(judge(person({ role: 'creator.owner', creator: 'crt_1' }), write, { account: 'acc_1' })).toBe('forbidden');
    expect(judge({ kind: 'public' }, write, { account: 'acc_1' })).toBe('sign-in');
  });

  it('tell a right of one account from a right of another held by the same person', () => {
    const both = person({ role: 'advertiser.owner', account: 'acc_1' }, { role: 'advertiser.analyst', account: 'acc_2' });
    expect(judge(both, row('campaigns', 'write'), { account: 'acc_2' })).toBe('forbidden');
    expect(judge(both, row('campaigns', 'read'), { account: 'acc_2' })).toBe('allowed');
  });

  it('never let the one who grants roles touch money', () => {
    const money = ['ledger', 'periods', 'reinvestments', 'statements', 'accounts'] as const;
    const granted = money.flatMap((resource) => Object.values(permissions[resource]).flat());
    expect(granted.some((grantee: string) => grantee === 'admin')).toBe(false);
  });

  it('give an API key what its scopes name and nothing else', () => {
    const key: Principal = { kind: 'key', key: 'key_1', scopes: ['events:write'] };
    expect(judge(key, row('events', 'write'))).toBe('allowed');
    expect(judge(key, row('decisions', 'write'))).toBe('forbidden');
    expect(judge(key, row('campaigns', 'read'), { account: 'acc_1' })).toBe('forbidden');
  });
});
