import { z } from 'zod';

/** What a person may be. advertiser roles belong to one account, creator roles to one creator, the others to the operator. */
export const role = z.enum([
  'advertiser.owner',
  'advertiser.analyst',
  'advertiser.billing',
  'creator.owner',
  'creator.manager',
  'finance.viewer',
  'finance.preparer',
  'finance.approver',
  'moderator',
  'moderator.lead',
  'ops',
  'stakeholder',
  'admin',
]);
export type Role = z.infer<typeof role>;

/** What an API key may do. */
export const scope = z.enum([
  'events:write',
  'content:write',
  'decisions:read',
  'segments:read',
  'conversions:write',
  'reports:read',
  'ledger:read',
  'exports:read',
]);
export type Scope = z.infer<typeof scope>;

/** One role of one person; the id of the account or creator it is for, both absent for the operator's own people. */
export type HeldRole = { readonly role: Role; readonly account?: string; readonly creator?: string };

/** Who asks: nobody known, an API key, or a person who signed in. */
export type Principal =
  | { readonly kind: 'public' }
  | { readonly kind: 'key'; readonly key: string; readonly scopes: readonly Scope[] }
  | { readonly kind: 'person'; readonly person: string; readonly displayName: string; readonly roles: readonly HeldRole[] };
