import type { LadderQuestion } from './ladder-question.ts';

const fact = `imp_id || ' ' || kind AS key, wire_id('imp', imp_id) AS opens, 1 AS n`;
const ofBatch = `wire_id('bat', batch_id) AS key, NULL AS opens`;

/** From what came in to what is charged: counts alone. */
export const ladderOfIntake: readonly LadderQuestion[] = [
  {
    name: 'received',
    left: 'events and beacons received',
    right: 'stored + quarantined + duplicate',
    counts: true,
    leftSql: `SELECT ${ofBatch}, received AS n FROM ingest_batch`,
    rightSql: `SELECT ${ofBatch}, stored + quarantined + duplicate AS n FROM ingest_batch`,
  },
  {
    name: 'events',
    left: 'events stored, not erased and not expired',
    right: 'events that are there',
    counts: true,
    leftSql: `SELECT ${ofBatch}, stored - erased_events - expired_events AS n FROM ingest_batch WHERE source <> 'beacon'`,
    rightSql: `SELECT ${ofBatch}, count(*) AS n FROM engagement_event GROUP BY batch_id`,
  },
  {
    name: 'quarantine',
    left: 'rows set aside and not erased',
    right: 'rows in quarantine',
    counts: true,
    leftSql: `SELECT ${ofBatch}, quarantined - erased_quarantine AS n FROM ingest_batch`,
    rightSql: `SELECT ${ofBatch}, count(*) AS n FROM quarantine GROUP BY batch_id`,
  },
  {
    name: 'beacons',
    left: 'beacons counted as stored',
    right: 'delivery facts, and beacons that wait or were copies',
    counts: true,
    // A group of beacons is counted at the moment of its last one: at midnight some of it belongs to the day before.
    spills: true,
    leftSql: `SELECT to_char(accepted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS key, NULL AS opens, sum(stored) AS n
      FROM ingest_batch WHERE source = 'beacon' GROUP BY 1`,
    rightSql: `SELECT to_char(accepted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS key, NULL AS opens, count(*) AS n
      FROM (SELECT accepted_at FROM delivery_fact UNION ALL
            SELECT accepted_at FROM pending_beacon WHERE outcome IS DISTINCT FROM 'counted') came GROUP BY 1`,
  },
  {
    name: 'charges',
    left: 'valid billable facts',
    right: 'charges billed, or free because the budget was used up',
    counts: true,
    leftSql: `SELECT ${fact} FROM delivery_fact WHERE billable AND reason = 0`,
    rightSql: `SELECT ${fact} FROM charge WHERE reason IN (0, 645)`,
  },
  {
    name: 'not billed',
    left: 'billable facts with a reason against them',
    right: 'charges at price 0 with the same reason',
    counts: true,
    leftSql: `SELECT ${fact.replace('kind AS key', `kind || ' reason ' || reason AS key`)} FROM delivery_fact
      WHERE billable AND reason <> 0`,
    rightSql: `SELECT ${fact.replace('kind AS key', `kind || ' reason ' || reason AS key`)} FROM charge
      WHERE reason NOT IN (0, 645) AND price_micros = 0`,
  },
];
