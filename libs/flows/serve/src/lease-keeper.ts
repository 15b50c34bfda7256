import type { Database } from '@flywheel/database';
import { closeLeases } from '@flywheel/database/budgets';
import { readCharged, readSeen } from '@flywheel/database/serving';
import { micros, type Id, type Instant, type Random } from '@flywheel/primitives';
import { fundedCampaigns, type FundedCampaign } from './funded-campaigns.ts';
import type { ServingMemory } from './serving-memory.ts';
import { shortageOf, takeLease, type LeaseTaker, type TakenLease } from './take-lease.ts';

const retryAfterMs = 2000;
const winsAtOnce = 20_000;

/**
 * Keeps the leases of this process topped up, off the decision path: call it every second, or in a simulation after each batch of
 * beacons. Reads which wins were charged and seen, frees what expired, gives back what is finished, and takes new leases.
 */
export class LeaseKeeper {
  private readonly database: Database;
  private readonly memory: ServingMemory;
  private readonly random: Random;
  private readonly taker: LeaseTaker;
  private readonly refused = new Map<Id<'cmp'>, { at: Instant; version: bigint | undefined }>();
  private running: Promise<void> | undefined;

  constructor(database: Database, memory: ServingMemory, random: Random, taker: LeaseTaker) {
    this.database = database;
    this.memory = memory;
    this.random = random;
    this.taker = taker;
  }

  async run({ now }: { now: Instant }): Promise<void> {
    this.running ??= this.keep(now).finally(() => (this.running = undefined));
    return this.running;
  }

  /** Gives every lease back, at shutdown. Tokens still out draw on the budget itself. */
  async drain({ now }: { now: Instant }): Promise<void> {
    await this.running;
    await this.settleWins(now);
    await this.giveBack(this.memory.leases.takeFinished(now, { all: true, idleUnderMicros: () => micros(0n) }));
  }

  private async keep(now: Instant): Promise<void> {
    await this.settleWins(now);
    const campaigns = fundedCampaigns(this.memory.snapshot?.ads ?? [], now);
    const charges = new Map(campaigns.map((each) => [each.campaign, each.maxChargeMicros]));
    await this.giveBack(
      this.memory.leases.takeFinished(now, { all: false, idleUnderMicros: (campaign) => charges.get(campaign) ?? micros(0n) }),
    );
    const short = campaigns.filter((each) => this.isShort(each, now));
    if (short.length > 0) await this.takeLeases(short, now);
  }

  private async settleWins(now: Instant): Promise<void> {
    const { leases, caps } = this.memory;
    const uncharged = leases.waiting(winsAtOnce);
    if (uncharged.length > 0) {
      for (const { imp, chargedMicros } of await readCharged(this.database.read, uncharged)) leases.charged(imp, chargedMicros);
    }
    const unseen = caps.waiting(winsAtOnce);
    if (unseen.length > 0) for (const imp of await readSeen(this.database.read, unseen)) caps.confirm(imp);
    leases.expire(now);
    caps.expire(now);
  }

  private async giveBack(finished: ReadonlyArray<Id<'lse'>>): Promise<void> {
    if (finished.length > 0) await this.database.inTransaction((tx) => closeLeases(tx, finished));
  }

  private isShort({ campaign, maxChargeMicros, lowWaterMicros }: FundedCampaign, now: Instant): boolean {
    const { leases, snapshot } = this.memory;
    if (leases.freeMicros(campaign, now) >= lowWaterMicros && leases.covering(campaign, maxChargeMicros, now) !== undefined) return false;
    const refused = this.refused.get(campaign);
    return !refused || Math.abs(now - refused.at) >= retryAfterMs || refused.version !== snapshot?.configVersion;
  }

  /** One transaction for all, budgets in one order; memory follows only what was committed. */
  private async takeLeases(wanting: readonly FundedCampaign[], now: Instant): Promise<void> {
    const short = [...wanting].sort((a, b) => (a.campaign < b.campaign ? -1 : 1));
    const taken = await this.database.inTransaction(async (tx) => {
      const results: TakenLease[] = [];
      for (const campaign of short) results.push(await takeLease(tx, campaign, this.taker, now, this.random));
      return results;
    });
    for (const [at, result] of taken.entries()) this.note(short[at]?.campaign, result, now);
  }

  private note(campaign: Id<'cmp'> | undefined, result: TakenLease, now: Instant): void {
    if (campaign === undefined) return;
    const { leases, shortages, snapshot } = this.memory;
    if (result.outcome === 'taken') {
      leases.add(result.lease);
      shortages.delete(campaign);
      this.refused.delete(campaign);
      return;
    }
    shortages.set(campaign, shortageOf(result.window, leases.reservedMicros(campaign)));
    this.refused.set(campaign, { at: now, version: snapshot?.configVersion });
  }
}
