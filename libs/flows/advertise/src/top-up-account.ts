import type { Database } from '@flywheel/database';
import { appendAudit } from '@flywheel/database/access';
import { lockAccount } from '@flywheel/database/accounts';
import { listCampaigns, lockCampaign } from '@flywheel/database/campaigns';
import { LedgerRefusal, postEntry } from '@flywheel/database/ledger';
import { topUp } from '@flywheel/ledger';
import type { Id, Instant, Micros } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import { alignFunding, wantedFunding, type Occasion } from './align-funding.ts';

export type TopUpRequest = { account: Id<'acc'>; amountMicros: Micros; pspEvent: string; now: Instant; actor: string };

export type TopUpOutcome =
  { outcome: 'posted' | 'duplicate'; entry: Id<'ent'> } | { outcome: 'refused'; reason: 'unknown-account' | 'other-payment' };

/** Books a payment (Dr 1020, Cr 2010) once per event of the payment provider, and funds active campaigns that waited for money. */
export class TopUpAccount {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  /** `other-payment`: that provider event was booked before with another amount or account. */
  async run(request: TopUpRequest): Promise<TopUpOutcome> {
    try {
      return await this.book(request);
    } catch (error) {
      if (error instanceof LedgerRefusal && error.reason === 'other-payload') return { outcome: 'refused', reason: 'other-payment' };
      throw error;
    }
  }

  private book(request: TopUpRequest): Promise<TopUpOutcome> {
    return this.database.inTransaction(async (tx) => {
      const { account, amountMicros, pspEvent, now, actor } = request;
      const stored = await lockAccount(tx, account);
      if (!stored) return { outcome: 'refused', reason: 'unknown-account' };
      const posted = await postEntry(tx, topUp({ pspEvent, account, currency: stored.currency, amountMicros, at: now, actor }));
      if (!posted.fresh) return { outcome: 'duplicate', entry: posted.entry };
      await appendAudit(tx, {
        actor,
        action: 'account.top-up',
        subject: account,
        detail: { amountMicros: String(amountMicros), pspEvent },
        now,
      });
      await fundWaiting(tx, { account, ref: `top-up:${pspEvent}`, now, actor });
      return { outcome: 'posted', entry: posted.entry };
    });
  }
}

/** Gives active campaigns that wait for money what came in. The caller holds the account's lock; `ref` names what came. */
export async function fundWaiting(tx: Tx, { account, ref, now, actor }: Occasion & { account: Id<'acc'> }): Promise<void> {
  const waiting = (await listCampaigns(tx, account)).filter(
    (each) => each.configuredStatus === 'active' && each.fundedMicros < wantedFunding(each),
  );
  for (const { campaign } of waiting.sort((a, b) => (a.campaign < b.campaign ? -1 : 1))) {
    const locked = await lockCampaign(tx, campaign);
    if (locked) await alignFunding(tx, locked, wantedFunding(locked), { ref, now, actor });
  }
}
