import type { Database } from '@flywheel/database';
import { appendAudit, insertApiKey } from '@flywheel/database/access';
import type { Scope } from '@flywheel/http/roles';
import { newId, type Id, type Instant } from '@flywheel/primitives';
import { systemRandom } from '@flywheel/runtime';
import { hashSecret, newSecret } from './secrets.ts';

/** Makes an API key; its secret (`fw_` and 43 characters) is returned this once and stored as a hash. */
export class CreateApiKey {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  async run(wanted: {
    name: string;
    scopes: readonly Scope[];
    now: Instant;
    expiresAt?: Instant | undefined;
    actor?: string;
  }): Promise<{ key: Id<'key'>; secret: string }> {
    const secret = newSecret('fw_');
    const key = newId('key', wanted.now, systemRandom);
    await this.database.inTransaction(async (tx) => {
      await insertApiKey(tx, {
        key,
        name: wanted.name,
        secretHash: hashSecret(secret),
        scopes: wanted.scopes,
        now: wanted.now,
        expiresAt: wanted.expiresAt,
      });
      await appendAudit(tx, {
        actor: wanted.actor ?? 'system',
        action: 'key-made',
        subject: key,
        detail: { scopes: wanted.scopes },
        now: wanted.now,
      });
    });
    return { key, secret };
  }
}
