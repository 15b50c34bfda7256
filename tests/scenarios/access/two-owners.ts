import { CreateApiKey, CreatePerson } from '@flywheel/access';
import type { Database } from '@flywheel/database';
import { role, scope, type HeldRole, type Role, type Scope } from '@flywheel/http/roles';
import { createClient } from '@flywheel/http';
import { newId, toRowId, type Id } from '@flywheel/primitives';
import { systemRandom } from '@flywheel/runtime';

/** What one owner has. */
export type Owned = {
  readonly account: string;
  readonly campaign: string;
  readonly creative: string;
  readonly creator: string;
  readonly ad: string;
  readonly audience: string;
};

/** How a request is signed: a session cookie or an API key. */
export type Caller = { readonly name: string; readonly role?: Role; readonly scope?: Scope; readonly headers: Record<string, string> };

export const password = 'a sentence nobody guesses';

/** An advertiser account with one campaign and creative, and a creator. */
export async function insertOwner(database: Database, name: string): Promise<Owned> {
  const now = database.clock.now();
  const owned = {
    account: newId('acc', now, systemRandom),
    campaign: newId('cmp', now, systemRandom),
    creative: newId('crv', now, systemRandom),
    creator: newId('crt', now, systemRandom),
    ad: newId('ad', now, systemRandom),
    audience: newId('aud', now, systemRandom),
  };
  const [account, campaign, creative, creator] = [owned.account, owned.campaign, owned.creative, owned.creator].map(toRowId);
  const at = new Date(now);
  await database.inTransaction(async (tx) => {
    await tx.query(`INSERT INTO ad_account (account_id, name, domain, currency, created_at) VALUES ($1, $2, 'shop.example', 'USD', $3)`, [
      account,
      name,
      at,
    ]);
    await tx.query(
      `INSERT INTO campaign (campaign_id, account_id, name, objective, configured_status, lifetime_budget_micros,
                             starts_at, created_at, updated_at)
       VALUES ($1, $2, 'Spring', 'reach', 'draft', 1000000, $3, $3, $3)`,
      [campaign, account, at],
    );
    await tx.query(
      `INSERT INTO campaign_version (campaign_id, version, sha256, document, saved_at)
                    VALUES ($1, 1, sha256('{}'), '{}', $2)`,
      [campaign, at],
    );
    await tx.query(
      `INSERT INTO creative (creative_id, account_id, format, headline, landing_url, created_at)
       VALUES ($1, $2, 'native_post', 'Boots', 'https://shop.example/boots', $3)`,
      [creative, account, at],
    );
    await tx.query(
      `INSERT INTO audience (audience_id, account_id, name, kind, definition, created_at)
       VALUES ($1, $2, 'Customers', 'upload', '{"kind": "upload"}', $3)`,
      [toRowId(owned.audience), account, at],
    );
    await tx.query(`INSERT INTO creator (creator_id, platform_id, display_name, joined_at, updated_at) VALUES ($1, $2, $3, $4, $4)`, [
      creator,
      `c-${name}`,
      name,
      at,
    ]);
  });
  await insertAd(database, owned, newId('set', now, systemRandom));
  return owned;
}

async function insertAd(
  database: Database,
  owned: { ad: Id<'ad'>; campaign: Id<'cmp'>; creative: Id<'crv'> },
  set: Id<'set'>,
): Promise<void> {
  await database.read.query(
    `WITH s AS (INSERT INTO ad_set (ad_set_id, campaign_id, name, configured_status, goal, billing_event, bid_strategy, bid_micros,
         targeting)
       VALUES ($2, $3, 'readers', 'draft', 'reach', 'impression', 'manual', 1000000, '{"all": []}') RETURNING ad_set_id)
     INSERT INTO ad (ad_id, ad_set_id, name, configured_status, creative_id) SELECT $1, ad_set_id, 'one', 'draft', $4 FROM s`,
    [owned.ad, set, owned.campaign, owned.creative].map(toRowId),
  );
}

/** One signed-in person for each role, held for `owned` where the role belongs to somebody, and one API key for each scope. */
export async function createCallers(database: Database, url: string, owned: Owned): Promise<Caller[]> {
  const people = new CreatePerson(database);
  const keys = new CreateApiKey(database);
  const now = database.clock.now();
  const callers: Caller[] = [{ name: 'nobody', headers: {} }];
  for (const each of scope.options) {
    const { secret } = await keys.run({ name: each, scopes: [each], now });
    callers.push({ name: `key:${each}`, scope: each, headers: { authorization: `Bearer ${secret}` } });
  }
  for (const [at, each] of role.options.entries()) {
    const email = `${each}@example.test`;
    const created = await people.run({ email, password, displayName: each, roles: [heldFor(each, owned)], now });
    if (created.outcome !== 'created') throw new Error(created.reason);
    // Each from an address of its own: one address may try only 20 times a minute.
    callers.push({ name: each, role: each, headers: { cookie: await signIn(url, email, `10.0.0.${at + 1}`) } });
  }
  return callers;
}

/** Signs in through the api and returns the cookie. */
export async function signIn(url: string, email: string, from: string): Promise<string> {
  const call = createClient({
    base: url,
    fetch: (input, init) => fetch(input, { ...init, headers: { ...init?.headers, 'x-forwarded-for': from } }),
  });
  const answer = await call('POST', '/v1/session', { email, password });
  if (!answer.ok) throw new Error(answer.problem.title);
  return (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}

function heldFor(each: Role, owned: Owned): HeldRole {
  if (each.startsWith('advertiser.')) return { role: each, account: owned.account };
  if (each.startsWith('creator.')) return { role: each, creator: owned.creator };
  return { role: each };
}
