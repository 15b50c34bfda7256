import { closeExpiredLeases } from '@flywheel/database/budgets';
import { ImpressionTokens } from '@flywheel/runtime';
import { RecordBeacons } from '@flywheel/settle';
import type { AdvertisedWorld } from '../../fixtures/advertised-world.ts';
import type { Fleet } from './fleet.ts';
import type { Market } from './run-overspend.ts';

/** Longer than a lease of ten minutes, a token of ten and the hour that a dead decider's lease waits. */
const afterEverythingMs = 75 * 60_000;
const killAt = [0.3, 0.6];
const mostMs = 240_000;
const quietMs = 1_500;
const victim = 'decider-0';

/** The parent's part of the harness: the clock, the kills, the clients that answer late. */
export class Press {
  private readonly world: AdvertisedWorld;
  private readonly fleet: Fleet;
  private readonly markets: readonly Market[];
  private readonly beacons: RecordBeacons;
  private offset: number;

  constructor(world: AdvertisedWorld, fleet: Fleet, markets: readonly Market[], offset: number) {
    this.world = world;
    this.fleet = fleet;
    this.markets = markets;
    this.offset = offset;
    this.beacons = new RecordBeacons(world.database, new ImpressionTokens(world.keys), world.random);
  }

  /** Until every cap was asked for three times over and nothing more is sold; a decider is killed at 30 % and 60 % of the largest cap. */
  async untilAskedThrice(): Promise<void> {
    const largest = this.markets.reduce((most, each) => (each.charges > most.charges ? each : most));
    await this.whileSelling(async () => {
      const share = (this.fleet.filled.get(largest.placement) ?? 0) / largest.charges;
      const next = killAt[this.fleet.kills];
      if (next !== undefined && share >= next) await this.fleet.kill(victim);
      await this.noOneIsOver();
      return this.markets.every((each) => (this.fleet.asked.get(each.placement) ?? 0) >= 3 * each.charges);
    });
  }

  /** Late clients answer, then every lease and token ends, and what comes back is sold again. */
  async letTimePass(): Promise<void> {
    await this.sendLate();
    this.offset += afterEverythingMs;
    this.fleet.advance(this.offset);
    while ((await this.world.database.inTransaction((tx) => closeExpiredLeases(tx, Date.now() + this.offset))).length > 0);
    await this.whileSelling(async () => {
      await this.noOneIsOver();
      return true;
    });
  }

  async sendLate(): Promise<void> {
    const tokens = this.fleet.late.splice(0);
    await this.beacons.run(tokens.map((token) => ({ kind: 'impression', token, acceptedAt: Date.now() + this.offset })));
  }

  private async whileSelling(turn: () => Promise<boolean>): Promise<void> {
    const begun = Date.now();
    let [soldBefore, soldAt] = [-1, Date.now()];
    while (Date.now() - begun < mostMs) {
      const enough = await turn();
      const sold = [...this.fleet.filled.values()].reduce((sum, each) => sum + each, 0);
      if (sold !== soldBefore) [soldBefore, soldAt] = [sold, Date.now()];
      if (enough && Date.now() - soldAt > quietMs) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  /** At every instant: what is charged, granted and leased, each below the next, and all below the cap. */
  private async noOneIsOver(): Promise<void> {
    const { rows } = await this.world.database.read.query(
      `SELECT 1 FROM budget b
       JOIN (SELECT campaign_id, sum(granted_micros) AS granted, sum(spent_micros) AS spent FROM budget_lease GROUP BY 1) l
         USING (campaign_id)
       WHERE b.time_window = 'life' AND NOT (l.spent <= l.granted AND l.granted = b.leased_micros AND b.leased_micros <= b.cap_micros)`,
    );
    if (rows.length > 0) throw new Error('a budget was passed');
  }
}
