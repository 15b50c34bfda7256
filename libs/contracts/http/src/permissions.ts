import type { Principal, Role, Scope } from './roles.ts';

/**
 * Who a right is given to. `public`: anyone. `token`: anyone whose request carries a signed token that the endpoint checks itself.
 * `key:<scope>`: an API key. A role alone: every object. `own <role>`: only objects of the account or creator the role is held for.
 */
export type Grantee = 'public' | 'token' | `key:${Scope}` | Role | `own ${Role}`;

const advertisers = ['own advertiser.owner', 'own advertiser.analyst', 'own advertiser.billing'] as const;
const creators = ['own creator.owner', 'own creator.manager'] as const;
const finance = ['finance.viewer', 'finance.preparer', 'finance.approver'] as const;
const moderators = ['moderator', 'moderator.lead'] as const;
const everyRole = [...advertisers, ...creators, ...finance, ...moderators, 'ops', 'stakeholder', 'admin'] as const;

/** Role × resource × action. A route whose pair has no row here stops the boot. */
export const permissions = {
  health: { read: ['public'] },
  world: { read: ['public'] },
  openapi: { read: ['public'] },
  session: { read: ['public'], create: ['public'], end: ['public'] },
  people: { 'sign-up': ['public'], bootstrap: ['public'], read: ['admin'], write: ['admin'] },
  keys: { read: ['admin'], write: ['admin'] },

  events: { write: ['key:events:write'] },
  viewers: { write: ['key:content:write'], erase: ['key:content:write'] },
  creators: { write: ['key:content:write'], read: [...creators, ...finance, 'ops'] },
  contents: { write: ['key:content:write'] },
  // tail: the newest events of every source, so no key's.
  ingest: { read: ['ops', 'admin', 'key:events:write'], tail: ['ops', 'admin'] },
  quarantine: { read: ['ops', 'admin'], replay: ['ops'] },
  // Work that was given up after its retries: see it, and let it be tried again.
  effects: { read: ['ops', 'admin'], replay: ['ops'] },
  // write: what a person says of an interest of theirs, told by their platform.
  'viewer-segments': { read: ['ops', 'key:segments:read'], write: ['ops', 'key:content:write'] },
  segments: { read: [...advertisers, ...finance, ...moderators, 'ops', 'key:segments:read'] },

  // How segments are judged; name: what a community is called.
  communities: { read: [...moderators, 'ops', 'admin'], name: ['ops'] },

  decisions: {
    write: ['key:decisions:read'],
    read: ['ops'],
    // Each sees his part: operators all, an advertiser his own ads, a platform's key what the viewer may be told.
    explain: ['ops', ...advertisers, 'key:decisions:read'],
    'why-not': ['ops', ...advertisers],
    replay: ['ops'],
  },
  placements: { read: ['ops'], write: ['ops'] },
  // What decisions are made with; write: back to an old version, and on from there.
  models: { read: ['ops', 'admin'], write: ['ops'] },
  beacons: { write: ['token'] },
  clicks: { write: ['token'] },
  // What a publisher's page loads to have its ads measured.
  scripts: { read: ['public'] },

  accounts: {
    list: [...advertisers, ...finance, ...moderators],
    read: ['own advertiser.owner', 'own advertiser.billing', ...finance],
    fund: ['own advertiser.billing'],
    // Pay what is owed; and how much may be.
    pay: ['own advertiser.billing', 'finance.preparer', 'finance.approver'],
    credit: ['finance.approver'],
    // Undo a payment that was recorded by mistake.
    'take-back': ['finance.approver'],
    // Promotional credit: give it; and every account's grants.
    promo: ['finance.approver'],
    promos: [...finance],
  },
  // Block lists, competitors and caps of an account.
  safety: { read: ['own advertiser.owner', 'own advertiser.analyst', ...moderators], write: ['own advertiser.owner'] },
  // size: how many people an expression reaches. Nobody may list who is in an audience.
  audiences: {
    read: [...advertisers],
    write: ['own advertiser.owner'],
    size: ['own advertiser.owner', 'own advertiser.analyst'],
  },
  campaigns: {
    read: [...advertisers, ...finance, ...moderators],
    write: ['own advertiser.owner'],
    state: ['own advertiser.owner', ...moderators],
    // What an edit would have done: nothing is stored.
    preview: ['own advertiser.owner'],
  },
  reviews: { read: [...moderators], decide: [...moderators] },

  ledger: { read: [...finance, 'key:ledger:read'], reverse: ['finance.approver'] },
  // run: climb the ladder and ask the auditor now; what they find is kept.
  reconciliation: { read: [...finance, 'ops', 'key:ledger:read'], run: ['finance.preparer', 'finance.approver', 'ops'] },
  evidence: { read: [...finance, 'ops', 'key:ledger:read'] },
  statements: { read: [...creators, ...finance] },
  // What content is taken to be about: its creator may object by a tag.
  'content-topics': { read: [...creators, ...moderators] },
  // From an amount to its batches and charges and back. Each sees his own, with the columns that are his to see; nobody sees a viewer.
  trace: {
    read: [...advertisers, ...creators, ...finance, 'key:ledger:read'],
    export: [...advertisers, ...creators, ...finance, 'key:exports:read'],
  },
  periods: { read: [...finance, 'key:ledger:read'], close: ['finance.approver'] },
  reinvestments: { read: [...finance, 'stakeholder', 'key:ledger:read'], post: ['finance.approver'] },

  metrics: { read: [...everyRole, 'key:reports:read'] },
  // Which reports and rows each role sees is decided per report, by its own scope.
  reports: {
    read: [...advertisers, ...creators, ...finance, ...moderators, 'ops', 'stakeholder', 'key:reports:read'],
    export: [
      'own advertiser.owner',
      'own advertiser.analyst',
      'own advertiser.billing',
      ...creators,
      ...finance,
      'ops',
      'key:exports:read',
    ],
  },
} as const satisfies Record<string, Record<string, readonly Grantee[]>>;

export type Resource = keyof typeof permissions;
export type Action<R extends Resource> = Extract<keyof (typeof permissions)[R], string>;

/** Who owns the object a request names. */
export type Owner = { readonly account: string } | { readonly creator: string };

/** `sign-in`: nobody known asks. `forbidden`: a right is missing (403). `hidden`: the object is someone else's (404). */
export type Verdict = 'allowed' | 'sign-in' | 'forbidden' | 'hidden';

/** The grantees of a row, or undefined when the table has none. */
export function granteesOf(resource: string, action: string): readonly Grantee[] | undefined {
  const table: Record<string, Record<string, readonly Grantee[]>> = permissions;
  return table[resource]?.[action];
}

/**
 * Whether `principal` has a right that `grantees` give. `owner` is who the named object belongs to; leave it out where the request
 * names no object (then an own role is enough, and the flow narrows its answer to what is the person's own), null for an object nobody has.
 */
export function judge(principal: Principal, grantees: readonly Grantee[], owner?: Owner | null): Verdict {
  if (grantees.includes('public') || grantees.includes('token')) return 'allowed';
  if (principal.kind === 'public') return 'sign-in';
  if (principal.kind === 'key') return principal.scopes.some((scope) => grantees.includes(`key:${scope}`)) ? 'allowed' : 'forbidden';
  if (principal.roles.some((held) => grantees.includes(held.role))) return 'allowed';
  const ownRoles = principal.roles.filter((held) => grantees.includes(`own ${held.role}`));
  if (ownRoles.length === 0) return 'forbidden';
  if (owner === undefined || (owner !== null && ownRoles.some((held) => belongsTo(held, owner)))) return 'allowed';
  return owner !== null && principal.roles.some((held) => belongsTo(held, owner)) ? 'forbidden' : 'hidden';
}

function belongsTo(held: { account?: string; creator?: string }, owner: Owner): boolean {
  return 'account' in owner ? held.account === owner.account : held.creator === owner.creator;
}
