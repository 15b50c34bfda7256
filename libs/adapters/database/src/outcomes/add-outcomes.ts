import type { Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** How often an ad met one outcome in an hour, and what its lost auctions asked for, in the unit of its bid. */
export type OutcomeHour = {
  hour: Instant;
  adNo: number;
  list: number;
  code: number;
  n: number;
  toWinN: number;
  toWinSumMicros: bigint;
  toWinLeastMicros: bigint | undefined;
};

/** An hour as a whole; bars are per 1,000 impressions. */
export type MarketHour = { hour: Instant; decisions: number; slots: number; filled: number; barN: number; barSumMicros: bigint };

/** Adds counts to those that are there. */
export async function addOutcomes(tx: Tx, outcomes: readonly OutcomeHour[], market: readonly MarketHour[]): Promise<void> {
  await tx.query(insertOutcomes, [
    outcomes.map((each) => each.adNo),
    outcomes.map((each) => new Date(each.hour)),
    outcomes.map((each) => each.list),
    outcomes.map((each) => each.code),
    outcomes.map((each) => each.n),
    outcomes.map((each) => each.toWinN),
    outcomes.map((each) => each.toWinSumMicros),
    outcomes.map((each) => each.toWinLeastMicros ?? null),
  ]);
  await tx.query(insertMarket, [
    market.map((each) => new Date(each.hour)),
    market.map((each) => each.decisions),
    market.map((each) => each.slots),
    market.map((each) => each.filled),
    market.map((each) => each.barN),
    market.map((each) => each.barSumMicros),
  ]);
}

/** Drops the hours before `before`. */
export async function forgetOutcomes(tx: Tx, before: Instant): Promise<void> {
  await tx.query('DELETE FROM ad_outcome_hour WHERE hour < $1', [new Date(before)]);
  await tx.query('DELETE FROM market_hour WHERE hour < $1', [new Date(before)]);
}

const insertOutcomes = `
INSERT INTO ad_outcome_hour AS o (ad_no, hour, list, code, n, to_win_n, to_win_sum_micros, to_win_least_micros)
SELECT * FROM unnest($1::integer[], $2::timestamptz[], $3::smallint[], $4::smallint[], $5::bigint[], $6::bigint[], $7::bigint[],
  $8::bigint[])
ON CONFLICT (ad_no, hour, list, code) DO UPDATE SET n = o.n + excluded.n, to_win_n = o.to_win_n + excluded.to_win_n,
  to_win_sum_micros = o.to_win_sum_micros + excluded.to_win_sum_micros,
  to_win_least_micros = least(o.to_win_least_micros, excluded.to_win_least_micros)`;

const insertMarket = `
INSERT INTO market_hour AS m (hour, decisions, slots, filled, bar_n, bar_sum_micros)
SELECT * FROM unnest($1::timestamptz[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[])
ON CONFLICT (hour) DO UPDATE SET decisions = m.decisions + excluded.decisions, slots = m.slots + excluded.slots,
  filled = m.filled + excluded.filled, bar_n = m.bar_n + excluded.bar_n, bar_sum_micros = m.bar_sum_micros + excluded.bar_sum_micros`;
