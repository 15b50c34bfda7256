import type { Database } from '@flywheel/database';
import { endSession } from '@flywheel/database/access';
import type { Instant } from '@flywheel/primitives';
import { hashSecret } from './secrets.ts';

/** Ends a session; a token that is unknown or already ended makes no difference. */
export class SignOut {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  async run(session: { token: string; now: Instant }): Promise<{ outcome: 'signed-out' }> {
    await endSession(this.database.read, hashSecret(session.token), session.now);
    return { outcome: 'signed-out' };
  }
}
