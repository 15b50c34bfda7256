import type { Database } from '@flywheel/database';
import { appendAudit, findPersonByEmail } from '@flywheel/database/access';
import type { Instant } from '@flywheel/primitives';
import { AttemptLimiter } from './attempt-limiter.ts';
import { checkPassword } from './passwords.ts';
import { startSession } from './start-session.ts';

/** `limited`: too many attempts; `refused`: address and password do not belong together, and it is not said which is wrong. */
export type SignInOutcome =
  | { readonly outcome: 'signed-in'; readonly token: string }
  | { readonly outcome: 'refused' }
  | { readonly outcome: 'limited'; readonly retryAfterMs: number };

/** Signs a person in by e-mail address and password: at most 5 attempts a minute per address and 20 per network address. */
export class SignIn {
  private readonly database: Database;
  private readonly perAccount = new AttemptLimiter(5);
  private readonly perAddress = new AttemptLimiter(20);

  constructor(database: Database) {
    this.database = database;
  }

  async run(attempt: { email: string; password: string; ip: string; now: Instant }): Promise<SignInOutcome> {
    const { now } = attempt;
    const account = attempt.email.toLowerCase();
    const retryAfterMs = this.perAddress.tryOnce(attempt.ip, now) ?? this.perAccount.tryOnce(account, now);
    if (retryAfterMs !== undefined) return { outcome: 'limited', retryAfterMs };
    const person = await findPersonByEmail(this.database.read, account);
    const fits = await checkPassword(attempt.password, person?.passwordHash);
    if (!person || !fits || person.disabled) {
      await appendAudit(this.database.read, { actor: 'public', action: 'sign-in-refused', subject: person?.person ?? 'nobody', now });
      return { outcome: 'refused' };
    }
    this.perAccount.forget(account);
    const token = await this.database.inTransaction((tx) => startSession(tx, person.person, 'password', now));
    return { outcome: 'signed-in', token };
  }
}
