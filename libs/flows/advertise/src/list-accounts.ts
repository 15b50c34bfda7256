import type { Database } from '@flywheel/database';
import { listAccounts, type StoredAccount } from '@flywheel/database/accounts';
import type { Account, AccountList } from '@flywheel/http/accounts';
import type { Id } from '@flywheel/primitives';

/** Accounts with their balances: the named ones, or every one. */
export class ListAccounts {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  async run({ accounts }: { accounts?: ReadonlyArray<Id<'acc'>> | undefined } = {}): Promise<AccountList> {
    return { items: (await listAccounts(this.database.read, accounts)).map(toWire) };
  }
}

function toWire(stored: StoredAccount): Account {
  return {
    id: stored.account,
    name: stored.name,
    domain: stored.domain,
    currency: stored.currency,
    timeZone: stored.timeZone,
    country: stored.country ?? null,
    status: stored.status,
    balanceMicros: String(stored.balanceMicros),
    heldMicros: String(stored.heldMicros),
    funding: stored.funding,
    credit: stored.credit
      ? {
          limitMicros: String(stored.credit.limitMicros),
          committedMicros: String(stored.credit.committedMicros),
          owedMicros: String(stored.credit.owedMicros),
        }
      : null,
    createdAt: new Date(stored.createdAt).toISOString(),
  };
}
