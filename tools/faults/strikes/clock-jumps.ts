import { Database } from '@flywheel/database';
import { sealNewest } from '../load/press-seal.ts';
import { AcceptEvents } from '@flywheel/ingest';
import { seededRandom, type Clock } from '@flywheel/primitives';
import { ImpressionTokens, loadTokenKeys } from '@flywheel/runtime';
import { RecordBeacons, SealBuckets } from '@flywheel/settle';
import { checkBooks } from '../check/check-books.ts';
import type { Fault, Outcome, Suite } from '../fault.ts';
import { eventBatches } from '../load/work.ts';
import { mintTokens, type MintedToken } from '../stand/mint.ts';
import { sealAll } from '../stand/stand.ts';

const tokens = 6000;
const groupSize = 100;
const hourMs = 3_600_000;

/** The clock of the program jumps an hour ahead and back, again and again, while it accepts and seals. */
export const clockJumps: Fault = {
  name: 'clock-jumps',
  says: 'the clock that the program is given jumps by an hour, ahead and back: minutes stay in order, tokens keep their life',
  run: async (suite) => {
    const url = await suite.cluster.create('faults_clock_jumps');
    const jumping: Clock & { ahead: number } = { ahead: 0, now: () => Date.now() + jumping.ahead };
    const database = new Database({ url, clock: jumping, poolSize: 4 });
    try {
      return await jump(suite, { url, database, jumping });
    } finally {
      await database.close();
      await suite.cluster.drop('faults_clock_jumps');
    }
  },
};

type At = { url: string; database: Database; jumping: Clock & { ahead: number } };

async function jump({ cluster, seed }: Suite, { url, database, jumping }: At): Promise<Outcome> {
  const random = seededRandom(`${seed} clock-jumps`);
  const minted = await mintTokens({ url, dataDir: cluster.dataDir, random }, { count: tokens });
  const beacons = new RecordBeacons(database, new ImpressionTokens(loadTokenKeys(cluster.dataDir)), random);
  const events = new AcceptEvents(database, random);
  const seal = new SealBuckets(database);
  const sent = { events: new Set<string>(), beacons: new Set<string>() };
  const batches = eventBatches(tokens, { name: 'clock', now: Date.now(), random });
  for (let from = 0; from < tokens; from += groupSize) {
    jumping.ahead = (Math.floor(random.next() * 3) - 1) * hourMs;
    const group = minted.slice(from, from + groupSize);
    await beacons.run(
      group.map(({ token }) => ({ kind: 'impression', token, acceptedAt: jumping.now(), userAgent: 'Mozilla/5.0 Firefox/140.0' })),
    );
    for (const { imp } of group) sent.beacons.add(imp);
    const batch = batches[from / groupSize];
    if (batch?.kind === 'events') {
      await events.run({ ...(JSON.parse(batch.body) as { events: unknown[] }), source: 'clock', acceptedAt: jumping.now() });
      for (const id of batch.ids) sent.events.add(id);
    }
    await sealNewest(database, seal);
  }
  await sealAll(database);
  const { lost, doubled, strange, overspentMicros, findings } = await checkBooks(database, { sent, acked: sent });
  const failures = [
    ...(lost + doubled + strange > 0 ? [`${lost} lost, ${doubled} doubled, ${strange} strange`] : []),
    ...findings,
    ...(await outOfOrder(database)),
    ...(await outlived(database, minted)),
  ];
  return {
    acked: sent.events.size + sent.beacons.size,
    lost,
    doubled,
    overspentMicros,
    recoverySeconds: [],
    failures,
    note: 'in one process',
  };
}

async function outOfOrder(database: Database): Promise<string[]> {
  const { rows } = await database.reports.query<{ bucket: Date }>(
    `SELECT bucket FROM (SELECT bucket, lag(bucket) OVER (ORDER BY bucket) AS before FROM sealed_bucket) s
      WHERE bucket - before <> interval '1 minute'`,
  );
  return rows.map(({ bucket }) => `the sealed minute ${bucket.toISOString()} does not follow the one before`);
}

/** A token counts until it expires, by the clock of its acceptance, and never after. */
async function outlived(database: Database, minted: readonly MintedToken[]): Promise<string[]> {
  const { rows } = await database.reports.query<{ late: number; early: number }>(
    `SELECT count(*) FILTER (WHERE reason = 0 AND accepted_at > expires)::int AS late,
            count(*) FILTER (WHERE reason = 641 AND accepted_at <= expires)::int AS early
       FROM charge JOIN unnest($1::uuid[], $2::timestamptz[]) AS token(imp_id, expires) USING (imp_id)`,
    [minted.map(({ imp }) => imp), minted.map(({ expiresAt }) => new Date(expiresAt))],
  );
  const { late = 0, early = 0 } = rows[0] ?? {};
  return [
    ...(late > 0 ? [`${late} tokens counted after their end`] : []),
    ...(early > 0 ? [`${early} tokens ended before their time`] : []),
  ];
}
