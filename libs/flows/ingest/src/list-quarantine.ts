import type { Database } from '@flywheel/database';
import { countWaiting, listQuarantine } from '@flywheel/database/events';
import type { QuarantineList, QuarantineQuery } from '@flywheel/http/quarantine';

/** Shows the newest events that were set aside, and how many wait for each reason. */
export class ListQuarantine {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  async run({ reason, waiting, limit }: QuarantineQuery): Promise<QuarantineList> {
    const filter = { ...(reason ? { reason } : {}), ...(waiting ? { waiting: waiting === 'true' } : {}), limit };
    const rows = await listQuarantine(this.database.read, filter);
    return {
      rows: rows.map(({ receivedAt, replayedAt, ...row }) => ({
        ...row,
        receivedAt: receivedAt.toISOString(),
        replayedAt: replayedAt?.toISOString() ?? null,
      })),
      waiting: await countWaiting(this.database.read),
    };
  }
}
