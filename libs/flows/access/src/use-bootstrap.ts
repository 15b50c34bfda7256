import type { Database } from '@flywheel/database';
import { appendAudit, insertPerson, useBootstrapLink } from '@flywheel/database/access';
import type { BootstrapBody } from '@flywheel/http/session';
import { newId, type Instant } from '@flywheel/primitives';
import { systemRandom } from '@flywheel/runtime';
import { hashPassword, passwordFault } from './passwords.ts';
import { hashSecret } from './secrets.ts';
import { startSession } from './start-session.ts';

export type UseBootstrapOutcome =
  | { readonly outcome: 'signed-in'; readonly token: string }
  | { readonly outcome: 'refused'; readonly field: 'token' | 'email' | 'password'; readonly reason: string };

/** Turns the one-time link into the first admin, who then adds everyone else. */
export class UseBootstrap {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  async run(wanted: BootstrapBody & { now: Instant }): Promise<UseBootstrapOutcome> {
    const fault = passwordFault(wanted.password, wanted.email);
    if (fault) return { outcome: 'refused', field: 'password', reason: fault };
    const passwordHash = await hashPassword(wanted.password);
    const { now, displayName } = wanted;
    const person = newId('usr', now, systemRandom);
    return this.database
      .inTransaction(async (tx): Promise<UseBootstrapOutcome> => {
        const email = wanted.email.toLowerCase();
        const added = await insertPerson(tx, { person, email, displayName, passwordHash, roles: [{ role: 'admin' }], now });
        if (!added) return { outcome: 'refused', field: 'email', reason: 'this address is taken' };
        if (!(await useBootstrapLink(tx, hashSecret(wanted.token), now))) throw new LinkUnknown();
        await appendAudit(tx, { actor: person, action: 'bootstrapped', subject: person, now });
        return { outcome: 'signed-in', token: await startSession(tx, person, 'bootstrap', now) };
      })
      .catch((error: unknown) => {
        if (error instanceof LinkUnknown) return { outcome: 'refused', field: 'token', reason: 'this link is unknown or used' };
        throw error;
      });
  }
}

/** Rolls the person back when the link is not good. */
class LinkUnknown extends Error {}
