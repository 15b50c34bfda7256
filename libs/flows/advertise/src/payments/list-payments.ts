import type { Database } from '@flywheel/database';
import { listPayments } from '@flywheel/database/accounts';
import type { PaymentList } from '@flywheel/http/accounts';
import type { Id } from '@flywheel/primitives';

const most = 100;

/** The newest 100 payments of an account, and which of them were taken back. */
export class ListPayments {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  async run({ account }: { account: Id<'acc'> }): Promise<PaymentList> {
    const rows = await listPayments(this.database.read, { account, limit: most });
    const items = rows.map(({ recordedAt, amountMicros, takenBack, ...row }) => ({
      ...row,
      amountMicros: amountMicros.toString(),
      recordedAt: new Date(recordedAt).toISOString(),
      takenBack: takenBack ?? null,
    }));
    return { items };
  }
}
