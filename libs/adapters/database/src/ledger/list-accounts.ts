import { micros, type Micros } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** An account of the books with its turnover and the name of its owner. */
export type AccountRow = {
  account: string;
  currency: string;
  ownerName: string | null;
  debitMicros: Micros;
  creditMicros: Micros;
  balanceMicros: Micros;
};

/** The accounts with the largest balances, of one code where given, at most `limit`, by code and name. */
export async function listAccounts(tx: Tx, options: { code?: string | undefined; limit: number }): Promise<AccountRow[]> {
  const { rows } = await tx.query<Row>(
    `SELECT chosen.*, coalesce(a.name, c.name, r.display_name) AS owner_name, turnover.debit, turnover.credit
     FROM (SELECT account, currency, balance_micros, substr(account, 6) AS owner FROM books.balance
           WHERE $1::text IS NULL OR left(account, 4) = $1 ORDER BY abs(balance_micros) DESC, account LIMIT $2) chosen
     LEFT JOIN ad_account a ON a.account_id = CASE WHEN owner ~ '^acc_[0-9a-f]{32}$' THEN row_id(owner) END
     LEFT JOIN campaign c ON c.campaign_id = CASE WHEN owner ~ '^cmp_[0-9a-f]{32}$' THEN row_id(owner) END
     LEFT JOIN creator r ON r.creator_id = CASE WHEN owner ~ '^crt_[0-9a-f]{32}$' THEN row_id(owner) END
     CROSS JOIN LATERAL (SELECT coalesce(sum(amount_micros) FILTER (WHERE amount_micros > 0), 0)::bigint AS debit,
         coalesce(-sum(amount_micros) FILTER (WHERE amount_micros < 0), 0)::bigint AS credit
       FROM books.posting p WHERE p.account = chosen.account AND p.currency = chosen.currency) turnover
     ORDER BY left(chosen.account, 4), abs(chosen.balance_micros) DESC, chosen.account`,
    [options.code ?? null, options.limit],
  );
  return rows.map((row) => ({
    account: row.account,
    currency: row.currency,
    ownerName: row.owner_name,
    debitMicros: micros(row.debit),
    creditMicros: micros(row.credit),
    balanceMicros: micros(row.balance_micros),
  }));
}

type Row = { account: string; currency: string; balance_micros: bigint; owner_name: string | null; debit: bigint; credit: bigint };
