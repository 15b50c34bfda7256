import type { Database } from '@flywheel/database';
import { listPeriods, type PeriodRow } from '@flywheel/database/periods';
import type { PeriodView } from '@flywheel/http/periods';

/** Every month of the books with what it earned, newest first. */
export class ListPeriods {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  async run(): Promise<PeriodView[]> {
    return (await listPeriods(this.database.reports)).map(periodView);
  }
}

function periodView(row: PeriodRow): PeriodView {
  return {
    period: row.period,
    state: row.closed ? 'closed' : 'open',
    version: row.version,
    closedAt: row.closedAt === null ? null : new Date(row.closedAt).toISOString(),
    closedBy: row.closedBy,
    snapshotSha256: row.snapshotSha256,
    currency: row.currency,
    revenueMicros: row.revenueMicros.toString(),
    creatorShareMicros: row.creatorShareMicros.toString(),
    profitMicros: row.profitMicros.toString(),
    reinvestedMicros: row.reinvestedMicros.toString(),
  };
}
