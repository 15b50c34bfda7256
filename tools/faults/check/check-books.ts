import type { Database } from '@flywheel/database';
import { runClaims } from '@flywheel/database/auditing';
import { readLadder } from '@flywheel/database/reconciliation';
import type { Sent } from '../load/load.ts';

/** What a run left behind, judged from outside: rows counted by SQL against what senders know. */
export type Verdicts = {
  /** Acknowledged, and not stored (P8). */
  lost: number;
  /** Stored or charged more than once (P7). */
  doubled: number;
  /** Stored and never sent (P8). */
  strange: number;
  /** Charged beyond a cap, or not drawn from a lease exactly once (P6). */
  overspentMicros: bigint;
  /** Sealed charges that no batch counts, rows that the identity does not, steps of the ladder, violations of the auditor. */
  findings: string[];
};

/** Call it after the last sealing, with nobody writing. */
export async function checkBooks(database: Database, { sent, acked }: { sent: Sent; acked: Sent }): Promise<Verdicts> {
  const count = async (sql: string, params: readonly unknown[] = []): Promise<number> =>
    Number((await database.reports.query<{ n: bigint }>(`SELECT count(*) AS n FROM (${sql}) found`, params)).rows[0]?.n ?? 0n);
  const lost = (await count(lostEvents, [[...acked.events]])) + (await count(lostBeacons, [[...acked.beacons]]));
  const doubled = (await count(doubledEvents)) + (await count(doubledAside)) + (await count(doubledFacts)) + (await count(doubledCharges));
  const strange = (await count(strangeEvents, [[...sent.events]])) + (await count(strangeBeacons, [[...sent.beacons]]));
  const overspent = await database.reports.query<{ micros: bigint }>(overspend);
  return {
    lost,
    doubled,
    strange,
    overspentMicros: overspent.rows.reduce((sum, row) => sum + row.micros, 0n),
    findings: [
      ...(await rowsAgainst(database, 'an event and its identity do not agree', identities)),
      ...(await rowsAgainst(database, 'no batch counts these charges', unbatched)),
      ...(await rowsAgainst(database, 'received is not stored + quarantined + duplicate', unequal)),
      ...(await standsAgainst(database)),
    ],
  };
}

async function rowsAgainst(database: Database, claim: string, sql: string): Promise<string[]> {
  const { rows } = await database.reports.query<{ about: string }>(`SELECT about FROM (${sql}) found ORDER BY about LIMIT 5`);
  return rows.map(({ about }) => `${claim}: ${about}`);
}

/** What the ladder and the auditor hold against a world, in sentences: also of one whose making was cut short. */
export async function standsAgainst(database: Database): Promise<string[]> {
  return [...(await unevenSteps(database)), ...(await violations(database))];
}

async function unevenSteps(database: Database): Promise<string[]> {
  const uneven = (await readLadder(database.reports)).filter((step) => step.differenceN !== 0 || (step.differenceMicros ?? 0n) !== 0n);
  return uneven.map((step) => `ladder, ${step.name}: ${step.differenceN} rows, ${step.differenceMicros ?? 0n} micros apart`);
}

/** Claims of the SQL auditor that do not hold, with their first row. */
async function violations(database: Database): Promise<string[]> {
  const results = await database.inSnapshot(runClaims);
  return results.flatMap(({ claim, hits, rows: [first] }) =>
    first ? [`auditor, ${claim}: ${hits} rows, first ${first.key}: ${first.reason}`] : [],
  );
}

const lostEvents = `SELECT id FROM unnest($1::text[]) AS acked(id)
  WHERE NOT EXISTS (SELECT 1 FROM engagement_event e WHERE e.event_id = id)
    AND NOT EXISTS (SELECT 1 FROM quarantine q WHERE q.event_id = id)`;
const lostBeacons = `SELECT imp FROM unnest($1::uuid[]) AS acked(imp)
  WHERE NOT EXISTS (SELECT 1 FROM delivery_fact f JOIN charge c USING (campaign_id, imp_id, kind, ref)
                    WHERE f.imp_id = imp AND f.kind = 'impression')`;
const doubledEvents = 'SELECT event_id FROM engagement_event GROUP BY event_id HAVING count(*) > 1';
const identities = `SELECT coalesce(e.event_id, i.event_id) AS about FROM event_identity i
  FULL JOIN engagement_event e USING (event_id, viewer_key) WHERE i.day IS DISTINCT FROM (e.at AT TIME ZONE 'UTC')::date`;
const doubledAside = 'SELECT event_id FROM quarantine WHERE event_id IS NOT NULL GROUP BY event_id HAVING count(*) > 1';
const doubledFacts = 'SELECT imp_id FROM delivery_fact GROUP BY campaign_id, imp_id, kind, ref HAVING count(*) > 1';
const doubledCharges = 'SELECT imp_id FROM charge GROUP BY campaign_id, imp_id, kind, ref HAVING count(*) > 1';
const strangeEvents = `SELECT event_id FROM engagement_event e
  WHERE NOT EXISTS (SELECT 1 FROM unnest($1::text[]) AS sent(id) WHERE id = e.event_id)`;
const strangeBeacons = `SELECT imp_id FROM charge WHERE NOT EXISTS (SELECT 1 FROM unnest($1::uuid[]) AS sent(imp) WHERE imp = imp_id)`;
const overspend = `SELECT greatest(0, sum(c.price_micros) - b.cap_micros)::bigint AS micros
    FROM charge c JOIN budget b ON b.campaign_id = c.campaign_id AND b.time_window = 'life' GROUP BY b.campaign_id, b.cap_micros
  UNION ALL
  SELECT abs(coalesce(sum(c.price_micros), 0) - l.spent_micros)::bigint
    FROM budget_lease l LEFT JOIN charge c USING (lease_id) GROUP BY l.lease_id, l.spent_micros`;
const unbatched = `SELECT format('%s, campaign %s: %s charges, %s in its batch', bucket, campaign_id, c.n, coalesce(b.rows, 0)) AS about
    FROM (SELECT bucket, campaign_id, count(*)::int AS n, sum(price_micros)::bigint AS amount FROM charge GROUP BY 1, 2) c
    LEFT JOIN batch b USING (bucket, campaign_id)
   WHERE b.rows IS DISTINCT FROM c.n OR b.amount_micros IS DISTINCT FROM c.amount`;
/** By source and minute: what batches say against the rows that carry their ids. */
const unequal = `
  WITH counted AS (
    SELECT b.source, date_trunc('minute', b.accepted_at) AS minute, sum(b.received) AS received, sum(b.stored) AS stored,
           sum(b.quarantined) AS quarantined, sum(b.duplicate) AS duplicate, sum(coalesce(e.n, 0)) AS events, sum(coalesce(q.n, 0)) AS aside
      FROM ingest_batch b
      LEFT JOIN (SELECT batch_id, count(*) AS n FROM engagement_event GROUP BY 1) e USING (batch_id)
      LEFT JOIN (SELECT batch_id, count(*) AS n FROM quarantine GROUP BY 1) q USING (batch_id)
     GROUP BY 1, 2)
  SELECT format('%s at %s: %s received, %s events, %s set aside', source, minute, received, events, aside) AS about FROM counted
   WHERE received <> stored + quarantined + duplicate OR (source <> 'beacon' AND (stored <> events OR quarantined <> aside))`;
