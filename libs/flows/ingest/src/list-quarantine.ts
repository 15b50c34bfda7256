import type { Database } from '@flywheel/database';
import { listQuarantine, sumWaiting } from '@flywheel/database/events';
import type { QuarantineList, QuarantineQuery } from '@flywheel/http/quarantine';
import { redactPayload } from './redact-payload.ts';

/** Shows the newest events that were set aside, without what may name somebody, and how many wait for each reason since when. */
export class ListQuarantine {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  async run({ reason, waiting, limit }: QuarantineQuery): Promise<QuarantineList> {
    const filter = { ...(reason ? { reason } : {}), ...(waiting ? { waiting: waiting === 'true' } : {}), limit };
    const rows = await listQuarantine(this.database.read, filter);
    return {
      rows: rows.map(({ receivedAt, replayedAt, payload, ...row }) => ({
        ...row,
        payload: payload === null ? null : redactPayload(payload),
        receivedAt: receivedAt.toISOString(),
        replayedAt: replayedAt?.toISOString() ?? null,
      })),
      waiting: (await sumWaiting(this.database.read)).map(({ oldest, newest, ...sum }) => ({
        ...sum,
        oldestAt: oldest.toISOString(),
        newestAt: newest.toISOString(),
      })),
    };
  }
}
