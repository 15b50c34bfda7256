import { absorbDelta, learntEvents, untoldModel, type Model } from '@flywheel/ranking';
import type { Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** A published model. Version 0 is what is assumed before any was. */
export type PublishedModel = { version: bigint; publishedAt: Instant; model: Model };

/** One version as it is stored: whole, or what changed since the version it is based on. */
export type ModelChange = { version: bigint; publishedAt: Instant; basedOn: bigint | undefined; change: Model };

type Payload = {
  intercepts: number[];
  ads: Array<[number, ...number[]]>;
  placements: Record<string, number[]>;
  devices: Record<string, number[]>;
  hours?: Record<string, number[]>;
  hides?: number;
};

/** Who published a version where it was not the learner, why, and which old one it says again. */
export type PublishedBy = { readonly actor: string; readonly reason: string; readonly restores: bigint };

/** The model as of `version`, made from the last whole one and every change since; undefined asks for the newest. */
export async function readModel(tx: Tx, version?: bigint): Promise<PublishedModel> {
  const { rows } = await tx.query<Row>(chain, [version ?? null]);
  let found: PublishedModel = { version: 0n, publishedAt: 0, model: untoldModel() };
  for (const row of rows) {
    const { change, basedOn, ...own } = changeOf(row);
    found = { ...own, model: basedOn === undefined ? change : absorbDelta(found.model, change) };
  }
  return found;
}

/** Versions above `after`, oldest first; at most 100 a call. */
export async function readModelChanges(tx: Tx, after: bigint): Promise<ModelChange[]> {
  const { rows } = await tx.query<Row>(
    'SELECT version, published_at, based_on, payload FROM model_version WHERE version > $1 ORDER BY version LIMIT 100',
    [after],
  );
  return rows.map(changeOf);
}

/** Publishes the next version; what is published never changes. */
export async function insertModelVersion(tx: Tx, { version, publishedAt, basedOn, change }: ModelChange, by?: PublishedBy): Promise<void> {
  const payload: Payload = {
    intercepts: [...change.intercepts],
    ads: [...change.ads].map(([ad, entry]) => [ad, ...entry]),
    placements: Object.fromEntries([...change.placements].map(([name, shifts]) => [name, [...shifts]])),
    devices: Object.fromEntries([...change.devices].map(([name, shifts]) => [name, [...shifts]])),
    ...(change.hours && { hours: Object.fromEntries([...change.hours].map(([name, shifts]) => [name, [...shifts]])) }),
    ...(change.hides !== undefined && { hides: change.hides }),
  };
  await tx.query(
    `INSERT INTO model_version (version, published_at, based_on, payload, published_by, reason, restores)
     VALUES ($1, $2, $3, $4, coalesce($5, 'learner'), $6, $7)`,
    [version, new Date(publishedAt), basedOn ?? null, JSON.stringify(payload), by?.actor ?? null, by?.reason ?? null, by?.restores ?? null],
  );
}

/** Whether this transaction may publish: at most one at a time does. */
export async function tryPublisherLock(tx: Tx): Promise<boolean> {
  const { rows } = await tx.query<{ locked: boolean }>('SELECT pg_try_advisory_xact_lock(7011) AS locked');
  return rows[0]?.locked === true;
}

type Row = { version: bigint; published_at: Date; based_on: bigint | null; payload: Payload };

const chain = `
WITH RECURSIVE line AS (
  (SELECT version, published_at, based_on, payload FROM model_version
   WHERE $1::bigint IS NULL OR version <= $1 ORDER BY version DESC LIMIT 1)
  UNION ALL
  SELECT m.version, m.published_at, m.based_on, m.payload FROM line JOIN model_version m ON m.version = line.based_on)
SELECT * FROM line ORDER BY version`;

function changeOf(row: Row): ModelChange {
  const { intercepts, ads, placements, devices, hours, hides } = row.payload;
  return {
    version: row.version,
    publishedAt: row.published_at.getTime(),
    basedOn: row.based_on ?? undefined,
    change: {
      intercepts,
      ads: new Map(
        ads.map(([ad, ...entry]) => [ad, entry.slice(0, entry.length < 2 * learntEvents.length ? learntEvents.length : undefined)]),
      ),
      placements: new Map(Object.entries(placements)),
      devices: new Map(Object.entries(devices)),
      ...(hours && { hours: new Map(Object.entries(hours)) }),
      ...(hides !== undefined && { hides }),
    },
  };
}
