import { toRowId, type Id, type Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** Word of an accepted batch that nobody has learnt from; `from` and `to` span the times of its events. */
export type AcceptedBatch = { readonly outbox: bigint; readonly batch: Id<'bat'>; readonly from: Instant; readonly to: Instant };

type Row = { outbox_id: bigint; payload: { batch: Id<'bat'>; from: Instant; to: Instant } };

/**
 * Takes word of accepted batches for this transaction: `batch` itself, waiting for whoever holds it, and up to `most` others that
 * nobody holds. Empty when `batch` is named and was learnt from already.
 */
export async function takeAcceptedBatches(
  tx: Tx,
  { batch, most }: { batch: Id<'bat'> | undefined; most: number },
): Promise<AcceptedBatch[]> {
  const own = batch === undefined ? undefined : await tx.query<Row>(`${select} AND payload ->> 'batch' = $1 FOR UPDATE`, [batch]);
  if (own?.rows.length === 0) return [];
  const others = await tx.query<Row>(
    `${select} AND payload ->> 'batch' IS DISTINCT FROM $1 ORDER BY outbox_id LIMIT $2 FOR UPDATE SKIP LOCKED`,
    [batch ?? null, most],
  );
  return [...(own?.rows ?? []), ...others.rows].map(({ outbox_id: outbox, payload }) => ({ outbox, ...payload }));
}

/** Marks batches as learnt from, in the transaction of what was learnt. */
export async function finishAcceptedBatches(tx: Tx, batches: readonly AcceptedBatch[]): Promise<void> {
  await tx.query('UPDATE outbox SET done_at = clock_timestamp(), last_error = NULL WHERE outbox_id = ANY($1::bigint[])', [
    batches.map(({ outbox }) => outbox),
  ]);
}

/** An act of a person who agreed to personalisation, and the nodes it is about. */
export type LearnableAct = {
  readonly viewer: string;
  readonly kind: string;
  readonly at: Date;
  readonly content: string | null;
  readonly dwellMs: number | null;
  readonly durationMs: number | null;
  readonly nodes: readonly string[] | null;
};

/** The acts of these batches that teach something. A follow is about what its creator writes of, a search about the tags it names. */
export async function readLearnableActs(tx: Tx, batches: readonly AcceptedBatch[]): Promise<LearnableAct[]> {
  const from = Math.min(...batches.map((batch) => batch.from));
  const to = Math.max(...batches.map((batch) => batch.to));
  const { rows } = await tx.query<LearnableAct>(readActs, [batches.map(({ batch }) => toRowId(batch)), new Date(from), new Date(to)]);
  return rows;
}

const select = `SELECT outbox_id, payload FROM outbox WHERE topic = 'events-accepted' AND done_at IS NULL`;

// The kind is asked inside the two sub-queries: they cost nothing for other kinds.
/** Acts that match `where`, with the nodes each is about. */
const actsWhere = (where: string): string => `
SELECT e.viewer_key AS viewer, e.kind, e.at, e.content_id AS content, e.dwell_ms AS "dwellMs", e.duration_ms AS "durationMs",
       coalesce(c.nodes, f.nodes, s.nodes) AS nodes
  FROM engagement_event e
  JOIN identity i ON i.viewer_key = e.viewer_key AND 'personalisation' = ANY (i.purposes)
  LEFT JOIN content c ON c.content_id = e.content_id
  LEFT JOIN LATERAL (
    SELECT array_agg(node) AS nodes FROM (
      SELECT node
        FROM (SELECT nodes FROM content
               WHERE e.kind = 'follow' AND e.content_id IS NULL AND creator_id = e.creator_id
               ORDER BY published_at DESC LIMIT 50) AS recent,
             unnest(nodes) AS node
       GROUP BY node ORDER BY count(*) DESC, node LIMIT 3) AS most
  ) f ON true
  LEFT JOIN LATERAL (
    WITH words AS (SELECT word FROM regexp_split_to_table(lower(e.query), '\\s+') AS word WHERE e.kind = 'search')
    SELECT array_agg(node) AS nodes FROM (
      SELECT t.node FROM words JOIN taxonomy_node t ON t.node = 'tag:' || word
      UNION SELECT m.node FROM words JOIN tag_node m ON m.tag = word) AS named
  ) s ON true
 WHERE ${where} AND e.kind <> 'external'
 ORDER BY e.at, e.event_id
`;

const readActs = actsWhere('e.batch_id = ANY ($1::uuid[]) AND e.at BETWEEN $2 AND $3');
const readPastActs = actsWhere('e.at >= $1 AND e.at < $2');

/** The acts that happened in [from, to), whenever they were accepted. */
export async function readActsBetween(tx: Tx, { from, to }: { from: Instant; to: Instant }): Promise<LearnableAct[]> {
  const { rows } = await tx.query<LearnableAct>(readPastActs, [new Date(from), new Date(to)]);
  return rows;
}

/** Takes word of the batches all of whose events happened before `before`. */
export async function takeBatchesBefore(tx: Tx, before: Instant): Promise<AcceptedBatch[]> {
  const { rows } = await tx.query<Row>(
    `${select} AND (payload ->> 'to')::bigint < $1 ORDER BY outbox_id LIMIT 10000 FOR UPDATE SKIP LOCKED`,
    [before],
  );
  return rows.map(({ outbox_id: outbox, payload }) => ({ outbox, ...payload }));
}
