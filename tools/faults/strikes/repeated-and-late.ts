import { createHash } from 'node:crypto';
import type { Database } from '@flywheel/database';
import type { Fault } from '../fault.ts';
import type { Stand } from '../stand/stand.ts';
import { underLoad } from '../under-load.ts';

const lateTokens = 1000;

/** Many copies, in any order, some two hours late; then everything once more in another order, after which nothing may have changed. */
export const repeatedAndLate: Fault = {
  name: 'repeated-and-late',
  says: 'a fifth of the requests doubled, a third out of order, tokens two hours late; then all of it again in another order',
  run: (suite) => {
    let before = '';
    return underLoad(suite, {
      name: 'repeated-and-late',
      late: lateTokens,
      losses: { drop: 0.05, double: 0.2, delay: 0.35, delayMs: 120 },
      strike: async () => [],
      again: async (stand) => {
        before = await stateOf(stand.database);
        await stand.sendAgain();
      },
      also: async ({ database }) => [
        ...((await stateOf(database)) === before ? [] : ['the same items in another order changed what is stored']),
        ...(await lateWereNotBilled(database)),
      ],
    });
  },
};

/** A hash over every event, fact, charge and lease: what a repetition must not change. Buckets are no part of it: sealing goes on. */
async function stateOf(database: Database): Promise<string> {
  const hash = createHash('sha256');
  for (const sql of [
    'SELECT event_id, at, kind, viewer_key, batch_id FROM engagement_event ORDER BY 1, 2, 4',
    'SELECT event_id, digest FROM quarantine ORDER BY 1, 2',
    'SELECT campaign_id, imp_id, kind, ref, bucket, reason, accepted_at FROM delivery_fact ORDER BY 1, 2, 3, 4',
    'SELECT campaign_id, imp_id, kind, ref, bucket, reason, price_micros, lease_id FROM charge ORDER BY 1, 2, 3, 4',
    'SELECT lease_id, spent_micros FROM budget_lease ORDER BY 1',
  ]) {
    const { rows } = await database.reports.query<{ sum: string }>(
      `SELECT coalesce(encode(sha256(string_agg(found::text, chr(10))::bytea), 'hex'), '') AS sum FROM (${sql}) found`,
    );
    hash.update(rows[0]?.sum ?? '');
  }
  return hash.digest('hex');
}

async function lateWereNotBilled(database: Stand['database']): Promise<string[]> {
  const { rows } = await database.reports.query<{ n: number; billed: bigint }>(
    'SELECT count(*)::int AS n, coalesce(sum(price_micros), 0)::bigint AS billed FROM charge WHERE reason = 641',
  );
  const { n = 0, billed = 0n } = rows[0] ?? {};
  return [
    ...(n === lateTokens ? [] : [`${n} of ${lateTokens} late tokens were stored as late`]),
    ...(billed === 0n ? [] : [`${billed} micros were billed for late tokens`]),
  ];
}
