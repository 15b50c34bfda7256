import type { Tx } from '@flywheel/runtime';
import { placementColumns, placementOf, type Placement, type StoredPlacement } from './placement.ts';

/** Every placement with a row of its own, `*` first. */
export async function readPlacements(tx: Tx): Promise<Placement[]> {
  const { rows } = await tx.query<StoredPlacement>(`SELECT ${placementColumns} FROM placement ORDER BY placement <> '*', placement`);
  return rows.map(placementOf);
}
