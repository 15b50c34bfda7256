import { heldLots, holdMoveOf, prepaidAccount, type HoldMove, type Lot } from '@flywheel/ledger/holds';
import { fromRowId, micros, type Id, type Instant, type Micros } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** What an account may hold from at `now`: its prepaid balance, and each grant of credit that did not end. Lots of nothing are left out. */
export async function readFreeLots(
  tx: Tx,
  { account, currency, now }: { account: Id<'acc'>; currency: string; now: Instant },
): Promise<Lot[]> {
  const [expiries, { rows }] = [
    await readExpiries(tx, account),
    await tx.query<{ account: string; amount: bigint }>(
      `SELECT account, -balance_micros AS amount FROM books.balance
       WHERE currency = $3 AND balance_micros < 0 AND (account = $1 OR (left(account, 5) = '2015:' AND split_part(account, ':', 2) = $2))`,
      [prepaidAccount(account), account, currency],
    ),
  ];
  return rows.flatMap((row) => {
    const expiresAt = expiries.get(row.account);
    if (expiresAt !== undefined && expiresAt <= now) return [];
    return [{ account: row.account, amountMicros: micros(row.amount), ...(expiresAt !== undefined && { expiresAt }) }];
  });
}

/**
 * The lots that a campaign's hold of `heldMicros` is made of. Only where the account was ever given credit the history of the hold is read,
 * deliveries between two holds as one sum.
 */
export async function readHeldLots(
  tx: Tx,
  { account, campaign, currency, heldMicros }: { account: Id<'acc'>; campaign: Id<'cmp'>; currency: string; heldMicros: Micros },
): Promise<Lot[]> {
  const { rows: given } = await tx.query(
    `SELECT 1 FROM books.balance WHERE left(account, 5) = '2015:' AND split_part(account, ':', 2) = $1 LIMIT 1`,
    [account],
  );
  if (given.length === 0) return heldMicros > 0n ? [{ account: prepaidAccount(account), amountMicros: heldMicros }] : [];
  const held = `2020:${campaign}`;
  const about = { held, currency, expiries: await readExpiries(tx, account) };
  const { rows } = await tx.query<{ lines: Array<[account: string, amount: string]> }>(moves, [held, currency]);
  return heldLots(
    rows.flatMap<HoldMove>(({ lines }) => {
      const postings = lines.map(([name, amount]) => ({ account: name, currency, amountMicros: micros(BigInt(amount)) }));
      return holdMoveOf(postings, about) ?? [];
    }),
  );
}

/** A grant of credit whose end has come and that still holds something. */
export type EndedLot = { account: Id<'acc'>; lot: string; grant: Id<'ent'>; currency: string; amountMicros: Micros };

/** Grants that ended by `now` and are not empty, at most `limit`. */
export async function readEndedLots(tx: Tx, now: Instant, limit = 200): Promise<EndedLot[]> {
  const { rows } = await tx.query<{ entry_id: string; account: Id<'acc'>; lot: string; currency: string; amount: bigint }>(
    `SELECT e.entry_id, split_part(b.account, ':', 2) AS account, e.meta ->> 'lot' AS lot, b.currency, -b.balance_micros AS amount
     FROM books.balance b JOIN books.posting p ON p.account = b.account AND p.currency = b.currency JOIN books.entry e USING (entry_id)
     WHERE left(b.account, 5) = '2015:' AND b.balance_micros < 0 AND e.kind IN ('promo-grant', 'make-good')
       AND (e.meta ->> 'expiresAt')::timestamptz <= $1
     ORDER BY b.account LIMIT $2`,
    [new Date(now), limit],
  );
  return rows.map(({ entry_id, amount, ...row }) => ({ ...row, grant: fromRowId('ent', entry_id), amountMicros: micros(amount) }));
}

async function readExpiries(tx: Tx, account: Id<'acc'>): Promise<Map<string, Instant>> {
  const { rows } = await tx.query<{ account: string; expires_at: Date }>(
    `SELECT p.account, (e.meta ->> 'expiresAt')::timestamptz AS expires_at
     FROM books.balance b JOIN books.posting p ON p.account = b.account AND p.currency = b.currency JOIN books.entry e USING (entry_id)
     WHERE left(b.account, 5) = '2015:' AND split_part(b.account, ':', 2) = $1
       AND e.kind IN ('promo-grant', 'make-good') AND e.meta ? 'expiresAt'`,
    [account],
  );
  return new Map(rows.map((row) => [row.account, row.expires_at.getTime()]));
}

// One row a hold, release or reversal of one; deliveries (no line on 2010 or 2015) from one of them to the next are one row.
const moves = `
WITH touched AS (
  SELECT e.entry_id, e.recorded_at, EXISTS (SELECT 1 FROM books.posting o WHERE o.entry_id = e.entry_id AND o.currency = $2
      AND left(o.account, 4) IN ('2010', '2015')) AS by_lot, p.amount_micros
  FROM books.posting p JOIN books.entry e USING (entry_id) WHERE p.account = $1 AND p.currency = $2),
placed AS (SELECT *, count(*) FILTER (WHERE by_lot) OVER (ORDER BY recorded_at, entry_id) AS place FROM touched)
SELECT lines FROM (
  SELECT place, 0 AS nth, (SELECT jsonb_agg(jsonb_build_array(p.account, p.amount_micros::text) ORDER BY p.line)
    FROM books.posting p WHERE p.entry_id = placed.entry_id AND p.currency = $2) AS lines
  FROM placed WHERE by_lot
  UNION ALL
  SELECT place, 1, jsonb_build_array(jsonb_build_array($1::text, sum(amount_micros)::text))
  FROM placed WHERE NOT by_lot GROUP BY place HAVING sum(amount_micros) <> 0
) every ORDER BY place, nth`;
