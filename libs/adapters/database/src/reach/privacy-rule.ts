import type { Tx } from '@flywheel/runtime';

/** Notes the least size of a segment in this world, so that every flow measures by the same; written at start. */
export async function setPrivacyRule(tx: Tx, { segmentLeast }: { segmentLeast: number }): Promise<void> {
  await tx.query('UPDATE privacy_rule SET segment_min_people = $1 WHERE segment_min_people <> $1', [segmentLeast]);
}

/** The least number of people a segment or lookalike must reach. */
export async function readSegmentLeast(tx: Tx): Promise<number> {
  const { rows } = await tx.query<{ least: number }>('SELECT segment_min_people AS least FROM privacy_rule');
  return rows[0]?.least ?? 1000;
}
