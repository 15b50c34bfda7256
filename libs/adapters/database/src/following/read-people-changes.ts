import type { Id, Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** A viewer as a decision needs him. `segments` are those he is in now. */
export type ViewerRow = {
  platformId: string;
  viewer: Id<'vwr'>;
  purposes: string[];
  country: string | null;
  language: string | null;
  segments: Array<Id<'seg'>>;
  /** The taxonomy nodes of those segments. */
  nodes: string[];
  /** The key that his part of decisions is sealed with. */
  dataKey: Uint8Array;
  changedAt: Instant;
};

/** Content as context: its creator, tags and taxonomy nodes. */
export type ContentRow = {
  platformId: string;
  content: Id<'cnt'>;
  creator: Id<'crt'> | null;
  tags: string[];
  nodes: string[];
  language: string | null;
  /** How safe advertisers find it to stand beside, the mildest first. */
  label: 'safe' | 'limited' | 'sensitive' | 'blocked';
  changedAt: Instant;
};

/** Viewers whose consent, place or memberships changed at or after `since`. The first call, since 0, brings everyone. */
export async function readViewerChanges(tx: Tx, since: Instant): Promise<ViewerRow[]> {
  const { rows } = await tx.query<Omit<ViewerRow, 'changedAt'> & { changed_at: Date }>(
    `WITH changed AS (
       SELECT viewer_key, max(updated_at) AS changed_at FROM (
         SELECT viewer_key, updated_at FROM identity WHERE updated_at >= $1
         UNION ALL SELECT viewer_key, updated_at FROM membership WHERE updated_at >= $1) c GROUP BY viewer_key)
     SELECT i.platform_id AS "platformId", wire_id('vwr', i.viewer_key) AS viewer, i.purposes, i.country, i.language,
       i.data_key AS "dataKey", changed.changed_at,
       ARRAY(SELECT wire_id('seg', m.segment_id) FROM membership m WHERE m.viewer_key = i.viewer_key AND m.left_at IS NULL
             ORDER BY m.segment_id) AS segments,
       ARRAY(SELECT s.node FROM membership m JOIN segment s USING (segment_id) WHERE m.viewer_key = i.viewer_key AND m.left_at IS NULL
             ORDER BY m.segment_id) AS nodes
     FROM changed JOIN identity i USING (viewer_key)`,
    [new Date(since)],
  );
  return rows.map(({ changed_at, ...row }) => ({ ...row, changedAt: changed_at.getTime() }));
}

/** Pseudonyms erased at or after `since`. */
export async function readErasures(tx: Tx, since: Instant): Promise<Array<{ viewer: Id<'vwr'>; changedAt: Instant }>> {
  const { rows } = await tx.query<{ viewer: Id<'vwr'>; erased_at: Date }>(
    `SELECT wire_id('vwr', viewer_key) AS viewer, erased_at FROM erasure WHERE erased_at >= $1`,
    [new Date(since)],
  );
  return rows.map((row) => ({ viewer: row.viewer, changedAt: row.erased_at.getTime() }));
}

/** Content made or changed at or after `since`. */
export async function readContentChanges(tx: Tx, since: Instant): Promise<ContentRow[]> {
  const { rows } = await tx.query<Omit<ContentRow, 'changedAt'> & { updated_at: Date }>(
    `SELECT platform_id AS "platformId", wire_id('cnt', content_id) AS content,
       CASE WHEN creator_id IS NOT NULL THEN wire_id('crt', creator_id) END AS creator, tags, nodes, language, label, updated_at
     FROM content WHERE updated_at >= $1`,
    [new Date(since)],
  );
  return rows.map(({ updated_at, ...row }) => ({ ...row, changedAt: updated_at.getTime() }));
}

/** When long work that writes the past (seeding, imports) last ended: then whoever follows by time has to read everything again. */
export async function readLastLongWorkEnd(tx: Tx): Promise<Instant> {
  const { rows } = await tx.query<{ ended_at: Date | null }>('SELECT max(ended_at) AS ended_at FROM long_work');
  return rows[0]?.ended_at?.getTime() ?? 0;
}
