import type { Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import { firstIdOf } from './read-old-decisions.ts';

/** What a decision was made from, by version. */
export type NamedVersions = { readonly config: bigint; readonly model: bigint; readonly pacing: bigint };

/** A decision that outlived the first look at it. */
export type KeptDecision = NamedVersions & { readonly decidedAt: Instant };

/** Remembers the lowest versions that kept decisions name, by the day they were made. */
export async function noteKept(tx: Tx, kept: readonly KeptDecision[]): Promise<void> {
  if (kept.length === 0) return;
  await tx.query(
    `INSERT INTO kept_decision_day (day, config_version, model_version, pacing_version)
     SELECT (at AT TIME ZONE 'UTC')::date, min(config), min(model), min(pacing)
     FROM unnest($1::timestamptz[], $2::bigint[], $3::bigint[], $4::bigint[]) AS k(at, config, model, pacing) GROUP BY 1 ORDER BY 1
     ON CONFLICT (day) DO UPDATE SET config_version = least(kept_decision_day.config_version, excluded.config_version),
       model_version = least(kept_decision_day.model_version, excluded.model_version),
       pacing_version = least(kept_decision_day.pacing_version, excluded.pacing_version)`,
    [
      kept.map((each) => new Date(each.decidedAt)),
      kept.map((each) => each.config),
      kept.map((each) => each.model),
      kept.map((each) => each.pacing),
    ],
  );
}

/** Notes which versions stand, once a day. */
export async function markVersions(tx: Tx, now: Instant): Promise<void> {
  await tx.query(
    `INSERT INTO version_mark (day, config_version, model_version, pacing_version)
     SELECT ($1::timestamptz AT TIME ZONE 'UTC')::date, (SELECT version FROM config_version),
       (SELECT coalesce(max(version), 0) FROM model_version), (SELECT coalesce(max(version), 0) FROM pacing_version)
     ON CONFLICT DO NOTHING`,
    [new Date(now)],
  );
}

/**
 * The lowest versions that anything kept may name, where every decision made before `lookedAt` was looked at and the others are younger:
 * of kept decisions, and those that stood a day before `lookedAt`. Undefined while decisions before `lookedAt` wait for their look, or
 * nothing was marked that early. Days whose decisions are all gone are forgotten.
 */
export async function readNamedVersions(tx: Tx, lookedAt: Instant): Promise<NamedVersions | undefined> {
  await tx.query(
    `DELETE FROM kept_decision_day k WHERE NOT EXISTS (
       SELECT FROM decision d WHERE d.decision_id >= ${firstIdOfDay('k.day')} AND d.decision_id < ${firstIdOfDay('k.day + 1')})`,
  );
  const { rows } = await tx.query<{ config: bigint; model: bigint; pacing: bigint; behind: boolean }>(
    `SELECT least(m.config_version, k.config) AS config, least(m.model_version, k.model) AS model,
       least(m.pacing_version, k.pacing) AS pacing,
       EXISTS (SELECT FROM decision d, retention_walk w WHERE w.class = 'uncharged-decisions'
         AND d.decision_id > w.after_id AND d.decision_id < $2::uuid) AS behind
     FROM (SELECT * FROM version_mark WHERE day < ($1::timestamptz AT TIME ZONE 'UTC')::date ORDER BY day DESC LIMIT 1) m,
       (SELECT min(config_version) AS config, min(model_version) AS model, min(pacing_version) AS pacing FROM kept_decision_day) k`,
    [new Date(lookedAt), firstIdOf(lookedAt)],
  );
  const [row] = rows;
  return row && !row.behind ? { config: row.config, model: row.model, pacing: row.pacing } : undefined;
}

function firstIdOfDay(day: string): string {
  return `(lpad(to_hex((extract(epoch FROM ${day}) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid`;
}
