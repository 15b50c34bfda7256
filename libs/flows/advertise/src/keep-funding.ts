import type { Database } from '@flywheel/database';
import { lowerCaps, readFundingWork } from '@flywheel/database/budgets';
import { lockCampaign, type StoredCampaign } from '@flywheel/database/campaigns';
import { postEntries } from '@flywheel/database/ledger';
import { readEndedLots } from '@flywheel/database/lots';
import { promoExpiry } from '@flywheel/ledger/advertisers';
import { micros, type Id, type Instant, type Micros } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import { alignFunding, wantedFunding } from './align-funding.ts';

const fundingLock = 7015;

/**
 * Keeps the money set aside what it should be while nobody saves anything: renews the hold of a daily budget without an end, gives back
 * what paused, archived and ended campaigns will not use, takes back credit whose end has come, and lets lowered caps come down as their
 * leases return. Call it every second.
 */
export class KeepFunding {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  /** Returns how many campaigns were looked at; 0 where another process is at it. */
  async run({ now }: { now: Instant }): Promise<number> {
    const campaigns = await this.database.inTransaction(async (tx) => {
      const { rows } = await tx.query<{ mine: boolean }>('SELECT pg_try_advisory_xact_lock($1) AS mine', [fundingLock]);
      if (!rows[0]?.mine) return [];
      await takeBackEnded(tx, now);
      await lowerCaps(tx);
      return readFundingWork(tx, now);
    });
    for (const campaign of campaigns) await this.align(campaign, now);
    return campaigns.length;
  }

  private async align(campaign: Id<'cmp'>, now: Instant): Promise<void> {
    await this.database.inTransaction(async (tx) => {
      const stored = await lockCampaign(tx, campaign);
      if (stored) await alignFunding(tx, stored, targetOf(stored, now), { ref: `keep:${now}`, now, actor: 'system' });
    });
  }
}

async function takeBackEnded(tx: Tx, now: Instant): Promise<void> {
  const ended = await readEndedLots(tx, now);
  await postEntries(
    tx,
    ended.map((lot) => promoExpiry({ ...lot, ref: String(now), at: now, actor: 'system' })),
  );
}

function targetOf(stored: StoredCampaign, now: Instant): Micros {
  const runs = stored.configuredStatus === 'active' && stored.accountActive && (stored.endsAt === undefined || stored.endsAt > now);
  return runs ? wantedFunding(stored) : micros(0n);
}
