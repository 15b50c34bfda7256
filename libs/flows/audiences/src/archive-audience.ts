import type { Database } from '@flywheel/database';
import { appendAudit } from '@flywheel/database/access';
import { archiveAudience, lockAudience } from '@flywheel/database/audiences';
import { allowLongStatements } from '@flywheel/database/audience-lists';
import type { Id, Instant } from '@flywheel/primitives';

export type AudienceToArchive = { account: Id<'acc'>; audience: Id<'aud'>; now: Instant; actor: string };

export type ArchiveOutcome = { outcome: 'archived' | 'unchanged' } | { outcome: 'refused'; reason: 'unknown-audience' };

/** Ends an audience: its list and members go at once. Ad sets that name it stop serving when they are measured next (543). */
export class ArchiveAudience {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  async run({ account, audience, now, actor }: AudienceToArchive): Promise<ArchiveOutcome> {
    return this.database.inTransaction(async (tx): Promise<ArchiveOutcome> => {
      const found = await lockAudience(tx, audience);
      if (found?.account !== account) return { outcome: 'refused', reason: 'unknown-audience' };
      if (found.archived) return { outcome: 'unchanged' };
      await allowLongStatements(tx);
      await archiveAudience(tx, audience, now);
      await appendAudit(tx, { actor, action: 'audience.archive', subject: audience, now });
      return { outcome: 'archived' };
    });
  }
}
