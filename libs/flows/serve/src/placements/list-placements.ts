import type { Database } from '@flywheel/database';
import { readPlacements } from '@flywheel/database/placements';
import type { PlacementView } from '@flywheel/http/placements';
import { placementView } from './placement-view.ts';

/** Every placement with settings of its own, `*`, which stands for all others, first. */
export class ListPlacements {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  async run(): Promise<PlacementView[]> {
    return (await readPlacements(this.database.read)).map(placementView);
  }
}
