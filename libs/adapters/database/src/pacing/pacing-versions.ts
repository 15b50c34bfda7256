import { toRowId, type Id, type Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** What a version changes for a campaign or an ad set: parts per million of its bids, and the chance that a fixed price takes part. */
export type PacingChange = { holder: string; sharePpm: number; throttlePpm: number };

/** Publishes the next version with its changes; nothing where there are none. Only the pacer does, under its lock. */
export async function publishPacing(tx: Tx, changes: readonly PacingChange[], now: Instant): Promise<bigint | undefined> {
  if (changes.length === 0) return undefined;
  const { rows } = await tx.query<{ version: bigint }>(
    `INSERT INTO pacing_version (version, published_at) SELECT coalesce(max(version), 0) + 1, $1 FROM pacing_version RETURNING version`,
    [new Date(now)],
  );
  const version = rows[0]?.version ?? 0n;
  await tx.query(
    `INSERT INTO pacing_change (version, holder_id, share_ppm, throttle_ppm)
     SELECT $1, * FROM unnest($2::uuid[], $3::int[], $4::int[])`,
    [
      version,
      changes.map((each) => toRowId(each.holder as Id<'cmp'>)),
      changes.map((each) => each.sharePpm),
      changes.map((each) => each.throttlePpm),
    ],
  );
  return version;
}

/** The newest version and what changed after `version`, each holder once with its newest values; from 0: every holder ever paced. */
export async function readPacingSince(tx: Tx, version: bigint): Promise<{ version: bigint; changes: PacingChange[] }> {
  const { rows } = await tx.query<Row & { newest: bigint }>(
    `SELECT DISTINCT ON (c.holder_id) v.newest, ${wire} AS holder, c.share_ppm, c.throttle_ppm
     FROM (SELECT coalesce(max(version), 0) AS newest FROM pacing_version) v
     LEFT JOIN pacing_change c ON c.version > $1 AND c.version <= v.newest
     LEFT JOIN campaign m ON m.campaign_id = c.holder_id
     ORDER BY c.holder_id, c.version DESC`,
    [version],
  );
  return { version: rows[0]?.newest ?? 0n, changes: rows.filter((row) => row.share_ppm !== null).map(toChange) };
}

/** The values of holders (campaigns and ad sets by wire id) at a version, for the replay of a decision. Unpaced ones are left out. */
export async function readPacingAt(
  tx: Tx,
  version: bigint,
  holders: readonly string[],
): Promise<Map<string, Omit<PacingChange, 'holder'>>> {
  const { rows } = await tx.query<Row>(
    `SELECT DISTINCT ON (c.holder_id) u.holder, c.share_ppm, c.throttle_ppm
     FROM unnest($2::text[], $3::uuid[]) AS u(holder, id) JOIN pacing_change c ON c.holder_id = u.id
     WHERE c.version <= $1 ORDER BY c.holder_id, c.version DESC`,
    [version, holders, holders.map((holder) => toRowId(holder as Id<'cmp'>))],
  );
  return new Map(rows.map((row) => [row.holder, { sharePpm: row.share_ppm, throttlePpm: row.throttle_ppm }]));
}

type Row = { holder: string; share_ppm: number; throttle_ppm: number };

const wire = `CASE WHEN m.campaign_id IS NULL THEN wire_id('set', c.holder_id) ELSE wire_id('cmp', c.holder_id) END`;

function toChange(row: Row): PacingChange {
  return { holder: row.holder, sharePpm: row.share_ppm, throttlePpm: row.throttle_ppm };
}
