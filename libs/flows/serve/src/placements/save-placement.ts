import type { Database } from '@flywheel/database';
import { appendAudit } from '@flywheel/database/access';
import { writePlacement } from '@flywheel/database/placements';
import type { PlacementSettings, PlacementView } from '@flywheel/http/placements';
import type { Instant } from '@flywheel/primitives';
import { placementFrom, placementView } from './placement-view.ts';

export type PlacementChange = { placement: string; settings: PlacementSettings; actor: string; now: Instant };

/** Gives a placement its settings, new or instead of the old ones, and notes who did it. Deciders follow within a second. */
export class SavePlacement {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  async run({ placement, settings, actor, now }: PlacementChange): Promise<{ outcome: 'created' | 'changed'; placement: PlacementView }> {
    const saved = placementFrom(placement, settings);
    return this.database.inTransaction(async (tx) => {
      const outcome = await writePlacement(tx, saved);
      await appendAudit(tx, { actor, action: `placement.${outcome}`, subject: placement, detail: settings, now });
      return { outcome, placement: placementView(saved) };
    });
  }
}
