import type { Database } from '@flywheel/database';
import { appendAudit } from '@flywheel/database/access';
import { insertAccount } from '@flywheel/database/accounts';
import { newId, type Id, type Instant, type Random } from '@flywheel/primitives';

export type AccountToOpen = {
  name: string;
  domain: string;
  currency?: string;
  timeZone?: string;
  country?: string;
  now: Instant;
  actor: string;
};

/** Opens an advertiser's account with no money in it. */
export class OpenAccount {
  private readonly database: Database;
  private readonly random: Random;

  constructor(database: Database, random: Random) {
    this.database = database;
    this.random = random;
  }

  async run({
    name,
    domain,
    currency = 'USD',
    timeZone = 'UTC',
    country,
    now,
    actor,
  }: AccountToOpen): Promise<{ outcome: 'opened'; account: Id<'acc'> }> {
    const account = newId('acc', now, this.random);
    await this.database.inTransaction(async (tx) => {
      await insertAccount(tx, { account, name, domain, currency, timeZone, country, createdAt: now });
      await appendAudit(tx, { actor, action: 'account.open', subject: account, now });
    });
    return { outcome: 'opened', account };
  }
}
