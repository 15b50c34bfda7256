import type { Database } from '@flywheel/database';
import {
  inHistory,
  readPacingSteps,
  readPlacementsAt,
  readSegmentsAt,
  readServingAdsAt,
  readServingAdsOfAt,
} from '@flywheel/database/history';
import { readModel } from '@flywheel/database/models';
import { readMovedConfiguration } from '@flywheel/database/serving';
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
    this.world = new ReplayWorld();
    await inHistory(this.database, async (tx) => {
      this.world.setModel((await readModel(tx, asked.model)).model);
      this.world.setPaces(await readPacingSteps(tx, 0n, asked.pacing), { anew: true });
      this.world.setPlacements(await readPlacementsAt(tx, asked.config));
      this.world.setSegments(segmentsByName(await readSegmentsAt(tx, asked.config)));
      for (const row of await readServingAdsAt(tx, asked.config)) this.world.put(row);
    });
  }

  private async moveOn(before: WorldVersions, asked: WorldVersions): Promise<void> {
    const tx = this.database.read;
    const { world } = this;
    if (asked.config > before.config && !(await this.follow(before.config, asked.config))) return this.start(asked);
    if (asked.model !== before.model) world.setModel((await readModel(tx, asked.model)).model);
    if (asked.pacing < before.pacing) world.setPaces(await readPacingSteps(tx, 0n, asked.pacing), { anew: true });
    else if (asked.pacing > before.pacing) world.setPaces(await readPacingSteps(tx, before.pacing, asked.pacing), { anew: false });
  }

  /** False where so much changed that reading everything is the better way. */
  private async follow(from: bigint, to: bigint): Promise<boolean> {
    const tx = this.database.read;
    const { adNos, placements, segments, tooMuch } = await readMovedConfiguration(tx, from, to);
    if (tooMuch) return false;
    if (placements) this.world.setPlacements(await readPlacementsAt(tx, to));
    if (segments) this.world.setSegments(segmentsByName(await readSegmentsAt(tx, to)));
    const rows = adNos.length === 0 ? [] : await readServingAdsOfAt(tx, to, adNos);
    const there = new Set(rows.map((row) => row.adNo));
    for (const row of rows) this.world.put(row);
    for (const ad of adNos) if (!there.has(ad)) this.world.remove(ad);
    return true;
  }
}
