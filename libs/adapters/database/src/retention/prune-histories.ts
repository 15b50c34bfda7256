import { createHash } from 'node:crypto';
import type { Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** The histories that replays read: rows of configuration, of pacing, and published models. */
export type History = 'config-history' | 'pacing-history' | 'model-history';

/** How many rows a batch looked at, and how many of them or before them went. */
export type Pruned = { readonly looked: number; readonly dropped: number };

type Batch = { readonly until: bigint; readonly limit: number; readonly at: Instant };

/**
 * Removes, of one history, what no version from `until` on reads: rows that another one of the same key follows at `until` or before, and
 * models before the whole one that `until` builds on. Looks at `limit` rows at most, at none twice, and leaves the proof of what went.
 * Looks at nothing while another process is at it.
 */
export async function pruneHistory(tx: Tx, history: History, batch: Batch): Promise<Pruned> {
  if (history === 'model-history') return pruneModels(tx, batch);
  const { rows: walks } = await tx.query<Walk>('SELECT version, area, key FROM history_walk WHERE history = $1 FOR UPDATE SKIP LOCKED', [
    history,
  ]);
  const [walk] = walks;
  if (!walk) return { looked: 0, dropped: 0 };
  const found = history === 'config-history' ? await pruneConfiguration(tx, walk, batch) : await prunePacing(tx, walk, batch);
  if (found.last === undefined) return { looked: 0, dropped: 0 };
  const { version, area, key } = found.last;
  await tx.query('UPDATE history_walk SET version = $2, area = $3, key = $4 WHERE history = $1', [history, version, area, key]);
  await leaveProof(tx, history, found.gone, batch);
  return { looked: found.looked, dropped: found.gone.length };
}

type Walk = { version: bigint; area: string; key: string };
type Gone = { name: string; bytes: number; sha256: Buffer };
type Step = { looked: number; last: Walk | undefined; gone: Gone[] };

// A row that says "gone" needs no row before it, nor itself.
const dropConfiguration = `
WITH next AS MATERIALIZED (
  SELECT version, area, key, row IS NULL AS gone FROM config_history
  WHERE (version, area, key) > ($1, $2, $3) AND version <= $4 ORDER BY version, area, key LIMIT $5),
dropped AS (
  DELETE FROM config_history h USING next n WHERE h.area = n.area AND h.key = n.key
    AND (h.version < n.version OR (n.gone AND h.version = n.version))
  RETURNING h.version, h.area, h.key, h.row)
SELECT (SELECT count(*)::int FROM next) AS looked, (SELECT to_jsonb(l) FROM (
    SELECT version::text AS version, area, key FROM next ORDER BY next.version DESC, area DESC, key DESC LIMIT 1) l) AS last,
  (SELECT json_agg(json_build_object('name', area || ' ' || key || ' ' || version, 'text', coalesce(row::text, ''))
     ORDER BY area, key, version) FROM dropped) AS gone`;

const dropPacing = `
WITH next AS MATERIALIZED (
  SELECT version, holder_id FROM pacing_change WHERE (version, holder_id) > ($1, $2::uuid) AND version <= $3
  ORDER BY version, holder_id LIMIT $4),
dropped AS (
  DELETE FROM pacing_change h USING next n WHERE h.holder_id = n.holder_id AND h.version < n.version
  RETURNING h.version, h.holder_id, h.share_ppm, h.throttle_ppm)
SELECT (SELECT count(*)::int FROM next) AS looked, (SELECT to_jsonb(l) FROM (
    SELECT version::text AS version, '' AS area, holder_id::text AS key FROM next
    ORDER BY next.version DESC, holder_id DESC LIMIT 1) l) AS last,
  (SELECT json_agg(json_build_object('name', holder_id || ' ' || version, 'text', share_ppm || ' ' || throttle_ppm)
     ORDER BY holder_id, version) FROM dropped) AS gone`;

const dropModels = `
WITH RECURSIVE line AS (
  (SELECT version, based_on FROM model_version WHERE version <= $1 ORDER BY version DESC LIMIT 1)
  UNION ALL
  SELECT m.version, m.based_on FROM line JOIN model_version m ON m.version = line.based_on),
dropped AS (
  -- Newest first: a model goes before the one that it builds on.
  DELETE FROM model_version WHERE version IN (
    SELECT version FROM model_version WHERE version < (SELECT min(version) FROM line) ORDER BY version DESC LIMIT $2)
  RETURNING version, payload)
SELECT (SELECT count(*)::int FROM dropped) AS looked, NULL::jsonb AS last,
  (SELECT json_agg(json_build_object('name', version::text, 'text', payload::text) ORDER BY version) FROM dropped) AS gone`;

type Row = { looked: number; last: { version: string; area: string; key: string } | null; gone: { name: string; text: string }[] | null };

async function pruneConfiguration(tx: Tx, walk: Walk, { until, limit }: Batch): Promise<Step> {
  const { rows } = await tx.query<Row>(dropConfiguration, [walk.version, walk.area, walk.key, until, limit]);
  return stepOf(rows[0]);
}

/** Versions that no change is left of, and that nothing names, go with their changes. */
async function prunePacing(tx: Tx, walk: Walk, { until, limit }: Batch): Promise<Step> {
  const holder = walk.key === '' ? '00000000-0000-0000-0000-000000000000' : walk.key;
  const { rows } = await tx.query<Row>(dropPacing, [walk.version, holder, until, limit]);
  await tx.query(
    `DELETE FROM pacing_version WHERE version IN (
       SELECT v.version FROM pacing_version v WHERE v.version < $1
         AND NOT EXISTS (SELECT FROM pacing_change c WHERE c.version = v.version) ORDER BY v.version LIMIT $2)`,
    [until, limit],
  );
  return stepOf(rows[0]);
}

async function pruneModels(tx: Tx, batch: Batch): Promise<Pruned> {
  const { rows } = await tx.query<Row>(dropModels, [batch.until, batch.limit]);
  const { looked, gone } = stepOf(rows[0]);
  await leaveProof(tx, 'model-history', gone, batch);
  return { looked, dropped: gone.length };
}

function stepOf(row: Row | undefined): Step {
  const last = row?.last ?? undefined;
  return {
    looked: row?.looked ?? 0,
    last: last && { ...last, version: BigInt(last.version) },
    gone: (row?.gone ?? []).map(({ name, text }) => ({
      name,
      bytes: Buffer.byteLength(text),
      sha256: createHash('sha256').update(text).digest(),
    })),
  };
}

async function leaveProof(tx: Tx, history: History, gone: readonly Gone[], { until, at }: Batch): Promise<void> {
  if (gone.length === 0) return;
  const hash = createHash('sha256');
  for (const { name, sha256 } of gone) hash.update(`${name}\n`).update(sha256);
  await tx.query(
    'INSERT INTO retention_proof (class, at, cutoff, rows, bytes, sha256, until_version) VALUES ($1, $2, $2, $3, $4, $5, $6)',
    [history, new Date(at), gone.length, gone.reduce((sum, each) => sum + each.bytes, 0), hash.digest(), until],
  );
}
