import { createHash } from 'node:crypto';
import { Database } from '@flywheel/database';
import { postEntries } from '@flywheel/database/ledger';
import { hold, reinvestment, topUp } from '@flywheel/ledger';
import { micros, type Id, type Instant } from '@flywheel/primitives';
import { SealBuckets } from '@flywheel/settle';
import { siteRows, type SiteSize } from './site-rows.sql.ts';

/** The wire id of a row that the site's SQL makes from a word and a number. */
export function madeId<K extends 'acc' | 'cmp' | 'crt' | 'cnt'>(kind: K, n: number): Id<K> {
  const words = { acc: 'account', cmp: 'campaign', crt: 'creator', cnt: 'content' };
  return `${kind}_${createHash('md5').update(`${words[kind]}${n}`).digest('hex')}` as Id<K>;
}

/** The last hours of the site are delivered but not sealed: what pages call estimated. */
export const unsealedMs = 3 * 3_600_000;

/**
 * Stands a site of three advertisers (six campaigns) and eight creators by SQL, funds the campaigns, seals all but the last hours through
 * the flow that always does it, and allocates a little to the funds.
 */
export async function standSite(database: Database, size: SiteSize): Promise<{ now: Instant }> {
  const [start, now] = [Date.parse(size.start), Date.parse(size.end)];
  await database.inTransaction(async (tx) => {
    await tx.query('SET LOCAL statement_timeout = 0');
    for (const sql of siteRows(size)) await tx.query(sql);
  });
  const money = { currency: 'USD', at: start, actor: 'test' } as const;
  const each = [0, 1, 2, 3, 4, 5].map((n) => ({ ...money, account: madeId('acc', n % 3), campaign: madeId('cmp', n) }));
  await database.inTransaction((tx) =>
    postEntries(tx, [
      ...[0, 1, 2].map((n) =>
        topUp({ ...money, pspEvent: `psp-${n}`, account: madeId('acc', n), amountMicros: micros(2_000_000_000_000n) }),
      ),
      ...each.map((one) => hold({ ...one, ref: 'v1', amountMicros: micros(1_000_000_000_000n) })),
    ]),
  );
  await new SealBuckets(database).run({ now: now - unsealedMs });
  const funds = [
    { fund: 'CreatorFund', amountMicros: micros(400_000n) },
    { fund: 'TrustSafety', amountMicros: micros(200_000n) },
  ];
  const allocation = {
    period: '2026-02' as const,
    currency: 'USD',
    funds,
    snapshotSha256: '00',
    ruleVersion: 1,
    at: now - 86_400_000,
    actor: 'test',
  };
  await database.inTransaction((tx) => postEntries(tx, [reinvestment(allocation)]));
  // The planner of a living database has seen its tables.
  await database.reports.query('ANALYZE');
  return { now };
}
