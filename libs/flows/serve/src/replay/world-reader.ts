import type { Database } from '@flywheel/database';
import { readChangedAds, readPacingSteps, readPlacementsAt, readSegmentsAt, readServingAdsAt } from '@flywheel/database/history';
import { readModel } from '@flywheel/database/models';
import { segmentsByName } from '../snapshot.ts';
import { ReplayWorld, type WorldVersions } from './replay-world.ts';

/**
 * The world of any versions, from the database alone. It holds one world and moves it on: ask in the order of versions and ten thousand
 * decisions cost as many reads as there were changes. Asked for an earlier configuration it starts over.
 */
export class WorldReader {
  private readonly database: Database;
  private world = new ReplayWorld();
  private versions: WorldVersions | undefined;

  constructor(database: Database) {
    this.database = database;
  }

  /** The same object each time, moved on: use what it says before asking again. */
  async at(asked: WorldVersions): Promise<ReplayWorld> {
    const before = this.versions;
    this.versions = undefined;
    if (!before || before.config > asked.config) await this.start(asked);
    else await this.moveOn(before, asked);
    this.versions = asked;
    return this.world;
  }

  private async start(asked: WorldVersions): Promise<void> {
    const tx = this.database.read;
    this.world = new ReplayWorld();
    this.world.setModel((await readModel(tx, asked.model)).model);
    this.world.setPaces(await readPacingSteps(tx, 0n, asked.pacing), { anew: true });
    this.world.setPlacements(await readPlacementsAt(tx, asked.config));
    this.world.setSegments(segmentsByName(await readSegmentsAt(tx, asked.config)));
    for (const row of await readServingAdsAt(tx, asked.config)) this.world.put(row);
  }

  private async moveOn(before: WorldVersions, asked: WorldVersions): Promise<void> {
    const tx = this.database.read;
    const { world } = this;
    if (asked.config > before.config) await this.follow(before.config, asked.config);
    if (asked.model !== before.model) world.setModel((await readModel(tx, asked.model)).model);
    if (asked.pacing < before.pacing) world.setPaces(await readPacingSteps(tx, 0n, asked.pacing), { anew: true });
    else if (asked.pacing > before.pacing) world.setPaces(await readPacingSteps(tx, before.pacing, asked.pacing), { anew: false });
  }

  private async follow(from: bigint, to: bigint): Promise<void> {
    const tx = this.database.read;
    const { ads, areas } = await readChangedAds(tx, from, to);
    if (areas.has('placement')) this.world.setPlacements(await readPlacementsAt(tx, to));
    if (areas.has('segment') || areas.has('taxonomy_node')) this.world.setSegments(segmentsByName(await readSegmentsAt(tx, to)));
    if (ads.length === 0) return;
    const rows = await readServingAdsAt(tx, to, ads);
    const there = new Set(rows.map((row) => row.adNo));
    for (const row of rows) this.world.put(row);
    for (const ad of ads) if (!there.has(ad)) this.world.remove(ad);
  }
}
