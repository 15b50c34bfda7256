import type { Database } from '@flywheel/database';
import { listAccounts, type AccountRow } from '@flywheel/database/ledger';
import type { LedgerAccount } from '@flywheel/http/ledger';
import { chart, parseAccount } from '@flywheel/ledger';

/** The accounts of the books with turnover, balance and owner. */
export class ListLedgerAccounts {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  async run(query: { code?: string | undefined; limit: number }): Promise<LedgerAccount[]> {
    return (await listAccounts(this.database.reports, query)).map(accountView);
  }
}

function accountView(row: AccountRow): LedgerAccount {
  const { code, owner } = parseAccount(row.account);
  const { name, type } = chart[code];
  return {
    account: row.account,
    code,
    name,
    type,
    owner: owner ?? null,
    ownerName: row.ownerName,
    currency: row.currency,
    debitMicros: row.debitMicros.toString(),
    creditMicros: row.creditMicros.toString(),
    balanceMicros: row.balanceMicros.toString(),
  };
}
