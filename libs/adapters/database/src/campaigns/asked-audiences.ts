import type { Tx } from '@flywheel/runtime';

/** What is known of a segment or taxonomy node that a targeting expression names. */
export type AskedAudience = { value: string; known: boolean; sensitive: boolean };

/** Looks up segment ids (`seg_…`) and nodes; values that exist nowhere come back as not known. */
export async function readAskedAudiences(tx: Tx, values: readonly string[]): Promise<AskedAudience[]> {
  const { rows } = await tx.query<{ value: string; known: boolean; sensitive: boolean }>(
    `SELECT v.value, s.segment_id IS NOT NULL OR n.node IS NOT NULL AS known, coalesce(n.sensitive, false) AS sensitive
     FROM unnest($1::text[]) AS v(value)
     LEFT JOIN segment s ON s.node = v.value OR s.segment_id = CASE WHEN v.value ~ '^seg_[0-9a-f]{32}$' THEN row_id(v.value) END
     LEFT JOIN taxonomy_node n ON n.node = coalesce(s.node, v.value)`,
    [[...new Set(values)]],
  );
  return rows;
}
