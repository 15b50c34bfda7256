import type { Database } from '@flywheel/database';
import { listReinvestments, type ReinvestmentRun } from '@flywheel/database/periods';
import type { ReinvestmentView } from '@flywheel/http/periods';

/** Every allocation of a closed month, newest month first. */
export class ListReinvestments {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  async run(): Promise<ReinvestmentView[]> {
    return (await listReinvestments(this.database.reports)).map(reinvestmentView);
  }
}

/** A run as it goes over the wire. */
export function reinvestmentView(run: ReinvestmentRun): ReinvestmentView {
  return {
    ...run,
    basisMicros: run.basisMicros.toString(),
    amountMicros: run.amountMicros.toString(),
    postedAt: new Date(run.postedAt).toISOString(),
    funds: run.funds.map(({ fund, amountMicros }) => ({ fund, amountMicros: amountMicros.toString() })),
  };
}
