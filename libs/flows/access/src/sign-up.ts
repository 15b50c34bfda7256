import type { Database } from '@flywheel/database';
import { appendAudit, insertAdvertiserAccount, insertPerson } from '@flywheel/database/access';
import type { SignUpBody } from '@flywheel/http/session';
import { newId, type Id, type Instant } from '@flywheel/primitives';
import { systemRandom } from '@flywheel/runtime';
import { AttemptLimiter } from './attempt-limiter.ts';
import { hashPassword, passwordFault } from './passwords.ts';
import { startSession } from './start-session.ts';

export type SignUpOutcome =
  | { readonly outcome: 'signed-up'; readonly token: string; readonly account: Id<'acc'> }
  | { readonly outcome: 'refused'; readonly field: 'email' | 'password'; readonly reason: string }
  | { readonly outcome: 'limited'; readonly retryAfterMs: number };

/** A new advertiser: a person, an empty account of which they are owner and billing contact, and a session. 20 a minute an address. */
export class SignUp {
  private readonly database: Database;
  private readonly perAddress = new AttemptLimiter(20);

  constructor(database: Database) {
    this.database = database;
  }

  async run(wanted: SignUpBody & { ip: string; now: Instant }): Promise<SignUpOutcome> {
    const { now, displayName } = wanted;
    const retryAfterMs = this.perAddress.tryOnce(wanted.ip, now);
    if (retryAfterMs !== undefined) return { outcome: 'limited', retryAfterMs };
    const fault = passwordFault(wanted.password, wanted.email);
    if (fault) return { outcome: 'refused', field: 'password', reason: fault };
    const passwordHash = await hashPassword(wanted.password);
    const [person, account] = [newId('usr', now, systemRandom), newId('acc', now, systemRandom)];
    const roles = [
      { role: 'advertiser.owner', account },
      { role: 'advertiser.billing', account },
    ];
    return this.database
      .inTransaction(async (tx): Promise<SignUpOutcome> => {
        await insertAdvertiserAccount(tx, { account, name: wanted.company, domain: wanted.domain, country: wanted.country, now });
        const added = await insertPerson(tx, { person, email: wanted.email.toLowerCase(), displayName, passwordHash, roles, now });
        if (!added) throw new AddressTaken();
        await appendAudit(tx, { actor: person, action: 'signed-up', subject: account, now });
        return { outcome: 'signed-up', token: await startSession(tx, person, 'sign-up', now), account };
      })
      .catch((error: unknown) => {
        if (error instanceof AddressTaken) return { outcome: 'refused', field: 'email', reason: 'this address is taken' };
        throw error;
      });
  }
}

/** Rolls the account back with the person. */
class AddressTaken extends Error {}
