import { toRowId, type Id, type Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** Opens an advertiser account with nothing in it, in US dollars and UTC. */
export async function insertAdvertiserAccount(
  tx: Tx,
  account: { account: Id<'acc'>; name: string; domain: string; country?: string | undefined; now: Instant },
): Promise<void> {
  await tx.query(`INSERT INTO ad_account (account_id, name, domain, currency, country, created_at) VALUES ($1, $2, $3, 'USD', $4, $5)`, [
    toRowId(account.account),
    account.name,
    account.domain,
    account.country ?? null,
    new Date(account.now),
  ]);
}
