import { micros, toRowId, type Id, type Instant, type Micros } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** An advertiser's account. */
export type AccountRow = {
  account: Id<'acc'>;
  name: string;
  domain: string;
  currency: string;
  timeZone: string;
  country: string | undefined;
  createdAt: Instant;
};

/** With its money: prepaid and free, and set aside for campaigns. */
export type StoredAccount = AccountRow & {
  status: 'active' | 'suspended';
  balanceMicros: Micros;
  heldMicros: Micros;
  /** How its new campaigns are paid. */
  funding: 'prepaid' | 'postpaid';
  /** Where it has, or had, credit. */
  credit: StoredCredit | undefined;
};

/**
 * What an account may owe, and how much of that is taken: by charges that are not paid yet and by what deciders hold. After a limit was
 * lowered below what is taken, no more is granted until that has come down to it. `owedMicros` is what the books say: 1100 and 1110.
 */
export type StoredCredit = { limitMicros: Micros; committedMicros: Micros; owedMicros: Micros };

/** Opens an active account. */
export async function insertAccount(tx: Tx, row: AccountRow): Promise<void> {
  await tx.query(
    `INSERT INTO ad_account (account_id, name, domain, currency, time_zone, country, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [toRowId(row.account), row.name, row.domain, row.currency, row.timeZone, row.country ?? null, new Date(row.createdAt)],
  );
}

/** Accounts by name, all or the named ones; at most 1,000. */
export async function listAccounts(tx: Tx, accounts: ReadonlyArray<Id<'acc'>> | undefined): Promise<StoredAccount[]> {
  const { rows } = await tx.query<Row>(
    `${select} WHERE $1::uuid[] IS NULL OR a.account_id = ANY ($1) ORDER BY a.name, a.account_id LIMIT 1000`,
    [accounts?.map(toRowId) ?? null],
  );
  return rows.map(toStored);
}

/** Takes the account for the rest of the transaction; undefined when there is none. */
export async function lockAccount(tx: Tx, account: Id<'acc'>): Promise<StoredAccount | undefined> {
  await tx.query('SELECT 1 FROM ad_account WHERE account_id = $1 FOR UPDATE', [toRowId(account)]);
  return (await listAccounts(tx, [account]))[0];
}

type Row = {
  account: Id<'acc'>;
  name: string;
  domain: string;
  currency: string;
  time_zone: string;
  country: string | null;
  status: 'active' | 'suspended';
  created_at: Date;
  balance: bigint;
  held: bigint;
  funding: 'prepaid' | 'postpaid';
  credit_limit: bigint | null;
  committed: bigint | null;
  owed: bigint;
};

const select = `
SELECT wire_id('acc', a.account_id) AS account, a.name, a.domain, a.currency, a.time_zone, a.country, a.status, a.created_at,
  coalesce((SELECT -b.balance_micros FROM books.balance b
    WHERE b.account = '2010:' || wire_id('acc', a.account_id) AND b.currency = a.currency), 0) AS balance,
  coalesce((SELECT -sum(b.balance_micros)::bigint FROM campaign c
    JOIN books.balance b ON b.account = '2020:' || wire_id('cmp', c.campaign_id) AND b.currency = a.currency
    WHERE c.account_id = a.account_id), 0) AS held,
  a.funding, coalesce(k.wanted_micros, k.cap_micros) AS credit_limit, k.leased_micros AS committed,
  coalesce((SELECT sum(b.balance_micros)::bigint FROM books.balance b
    WHERE b.account IN ('1100:' || wire_id('acc', a.account_id), '1110:' || wire_id('acc', a.account_id))
      AND b.currency = a.currency), 0) AS owed
FROM ad_account a LEFT JOIN budget k ON k.campaign_id = a.account_id AND k.time_window = 'credit'`;

function toStored(row: Row): StoredAccount {
  return {
    account: row.account,
    name: row.name,
    domain: row.domain,
    currency: row.currency,
    timeZone: row.time_zone,
    country: row.country ?? undefined,
    status: row.status,
    createdAt: row.created_at.getTime(),
    balanceMicros: micros(row.balance),
    heldMicros: micros(row.held),
    funding: row.funding,
    credit:
      row.credit_limit === null || row.committed === null
        ? undefined
        : { limitMicros: micros(row.credit_limit), committedMicros: micros(row.committed), owedMicros: micros(row.owed) },
  };
}
