import type { Database } from '@flywheel/database';
import { appendAudit } from '@flywheel/database/access';
import { lockAccount } from '@flywheel/database/accounts';
import { LedgerRefusal, postEntry } from '@flywheel/database/ledger';
import { promoGrant } from '@flywheel/ledger/advertisers';
import type { Id, Instant, Micros } from '@flywheel/primitives';
import { fundWaiting } from '../top-up-account.ts';

/** `lot` names the grant, once for ever; after `expiresAt` what is left of it is taken back. */
export type PromoToGrant = {
  account: Id<'acc'>;
  lot: string;
  amountMicros: Micros;
  reason: string;
  expiresAt: Instant;
  now: Instant;
  actor: string;
};

export type PromoOutcome =
  | { outcome: 'posted' | 'duplicate'; entry: Id<'ent'> }
  | { outcome: 'refused'; reason: 'unknown-account' | 'already-over' | 'other-grant' };

/** Gives promotional credit (Dr 4017, Cr 2015 of a new lot), spent before prepaid money, and funds campaigns that waited for money. */
export class GrantPromo {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  /** `already-over`: its end is not after now. `other-grant`: that lot was granted before with another amount, account, reason or end. */
  async run(request: PromoToGrant): Promise<PromoOutcome> {
    if (request.expiresAt <= request.now) return { outcome: 'refused', reason: 'already-over' };
    try {
      return await this.grant(request);
    } catch (error) {
      if (error instanceof LedgerRefusal && error.reason === 'other-payload') return { outcome: 'refused', reason: 'other-grant' };
      throw error;
    }
  }

  private grant({ account, lot, amountMicros, reason, expiresAt, now, actor }: PromoToGrant): Promise<PromoOutcome> {
    return this.database.inTransaction(async (tx) => {
      const stored = await lockAccount(tx, account);
      if (!stored) return { outcome: 'refused', reason: 'unknown-account' };
      const { currency } = stored;
      const posted = await postEntry(tx, promoGrant({ account, lot, currency, amountMicros, reason, expiresAt, at: now, actor }));
      if (!posted.fresh) return { outcome: 'duplicate', entry: posted.entry };
      const detail = { amountMicros: String(amountMicros), lot, reason, expiresAt: new Date(expiresAt).toISOString() };
      await appendAudit(tx, { actor, action: 'account.promo', subject: account, detail, now });
      await fundWaiting(tx, { account, ref: `promo:${lot}`, now, actor });
      return { outcome: 'posted', entry: posted.entry };
    });
  }
}
