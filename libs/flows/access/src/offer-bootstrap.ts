import type { Database } from '@flywheel/database';
import { hasAdmin, replaceBootstrapLink } from '@flywheel/database/access';
import type { Instant } from '@flywheel/primitives';
import { hashSecret, newSecret } from './secrets.ts';

/** Makes the one-time link for the first admin, as long as there is none; there is no default password. */
export class OfferBootstrap {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  async run(request: { now: Instant }): Promise<{ outcome: 'offered'; token: string } | { outcome: 'not-needed' }> {
    if (await hasAdmin(this.database.read)) return { outcome: 'not-needed' };
    const token = newSecret('');
    await this.database.inTransaction((tx) => replaceBootstrapLink(tx, hashSecret(token), request.now));
    return { outcome: 'offered', token };
  }
}
