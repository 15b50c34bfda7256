import type { Database } from '@flywheel/database';
import { appendAudit } from '@flywheel/database/access';
import { lockAccount, readSafety, writeSafety, type StoredSafety } from '@flywheel/database/accounts';
import type { AccountSafety } from '@flywheel/http/accounts';
import { isId, type Id, type Instant } from '@flywheel/primitives';

/** What an account's ads are never shown beside, and its caps; undefined when there is no such account. */
export class GetSafety {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  async run({ account }: { account: Id<'acc'> }): Promise<AccountSafety | undefined> {
    const stored = await readSafety(this.database.read, account);
    return stored && toWire(stored);
  }
}

/** Replaces an account's block lists, competitors and caps; its own domain is no competitor of itself. */
export class SetSafety {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  async run(change: {
    account: Id<'acc'>;
    safety: AccountSafety;
    now: Instant;
    actor: string;
  }): Promise<{ outcome: 'saved' } | { outcome: 'refused'; reason: 'unknown-account' | 'own-domain' }> {
    const { account, safety, now, actor } = change;
    return this.database.inTransaction(async (tx) => {
      const stored = await lockAccount(tx, account);
      if (!stored) return { outcome: 'refused', reason: 'unknown-account' };
      if (safety.competitors.includes(stored.domain)) return { outcome: 'refused', reason: 'own-domain' };
      const blockedCreators = unique(safety.blockedCreators.filter((each) => isId('crt', each)));
      const lists = { blockedNodes: unique(safety.blockedNodes), competitors: unique(safety.competitors), blockedCreators };
      await writeSafety(tx, account, { caps: safety.caps, minGapSeconds: safety.minGapSeconds, ...lists });
      await appendAudit(tx, { actor, action: 'account.safety', subject: account, detail: safety, now });
      return { outcome: 'saved' };
    });
  }
}

function toWire({ caps, minGapSeconds, blockedNodes, blockedCreators, competitors }: StoredSafety): AccountSafety {
  return {
    caps: [...caps],
    minGapSeconds,
    blockedNodes: [...blockedNodes],
    blockedCreators: [...blockedCreators],
    competitors: [...competitors],
  };
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
