import { toRowId, type Id, type Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** Whose ads and posts count, and since when. No campaigns = every campaign of the account. */
export type EngagedWith = { account: Id<'acc'>; campaigns: readonly Id<'cmp'>[]; creators: readonly Id<'crt'>[]; since: Instant };

/** How much of a video counts as watched. */
export type Watched = '3s' | '50%' | '95%';

/** People (row ids) who liked, commented, saved, shared, followed or clicked. */
export async function readEngaged(tx: Tx, scope: EngagedWith): Promise<string[]> {
  return viewersOf(
    tx,
    `SELECT v.viewer_key FROM delivery_fact f JOIN delivery_viewer v USING (imp_id)
      WHERE f.campaign_id IN (${campaigns}) AND f.kind IN ('click', 'engagement', 'follow') AND f.reason = 0 AND f.accepted_at >= $4
     UNION ${acts(`e.kind IN ('like', 'comment', 'save', 'share', 'follow', 'click', 'accept')`)}`,
    scope,
  );
}

/** People (row ids) whom an ad of the account was shown to. */
export async function readExposed(tx: Tx, scope: EngagedWith): Promise<string[]> {
  return viewersOf(
    tx,
    `SELECT v.viewer_key FROM delivery_fact f JOIN delivery_viewer v USING (imp_id)
      WHERE f.campaign_id IN (${campaigns}) AND f.kind IN ('impression', 'viewable') AND f.reason = 0 AND f.accepted_at >= $4
        AND $3::uuid[] IS NOT NULL`,
    scope,
  );
}

/** People (row ids) who watched a video so far. */
export async function readWatched(tx: Tx, scope: EngagedWith, watched: Watched): Promise<string[]> {
  return viewersOf(tx, acts(watchedBy[watched]), scope);
}

const watchedBy: Readonly<Record<Watched, string>> = {
  '3s': `(e.kind IN ('view', 'complete', 'rewatch', 'dwell') AND e.dwell_ms >= 3000)`,
  '50%': `(e.kind IN ('complete', 'rewatch') OR e.kind IN ('view', 'dwell') AND e.dwell_ms * 2::bigint >= e.duration_ms)`,
  '95%': `(e.kind IN ('complete', 'rewatch') OR e.kind IN ('view', 'dwell') AND e.dwell_ms * 100::bigint >= e.duration_ms * 95::bigint)`,
};

const campaigns = 'SELECT campaign_id FROM campaign WHERE account_id = $1 AND (cardinality($2::uuid[]) = 0 OR campaign_id = ANY ($2))';

// Acts on an ad of the account name its impression; acts on a creator's posts count unless the post is of a sensitive category.
const acts = (condition: string): string => `
SELECT e.viewer_key FROM engagement_event e
 WHERE e.at >= $4 AND ${condition}
   AND (e.impression_id IN (SELECT f.imp_id FROM delivery_fact f WHERE f.campaign_id IN (${campaigns}))
     OR e.creator_id = ANY ($3::uuid[]) AND NOT EXISTS (
       SELECT FROM content c JOIN taxonomy_node n ON n.node = ANY (c.nodes) WHERE c.content_id = e.content_id AND n.sensitive))`;

async function viewersOf(tx: Tx, sql: string, { account, campaigns: named, creators, since }: EngagedWith): Promise<string[]> {
  const { rows } = await tx.query<{ viewer_key: string }>(`SELECT DISTINCT viewer_key FROM (${sql}) AS found`, [
    toRowId(account),
    named.map(toRowId),
    creators.map(toRowId),
    new Date(since),
  ]);
  return rows.map((row) => row.viewer_key);
}
