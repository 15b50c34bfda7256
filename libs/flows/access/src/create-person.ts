import type { Database } from '@flywheel/database';
import { appendAudit, insertPerson } from '@flywheel/database/access';
import type { HeldRole } from '@flywheel/http/roles';
import { newId, type Id, type Instant } from '@flywheel/primitives';
import { systemRandom } from '@flywheel/runtime';
import { hashPassword, passwordFault } from './passwords.ts';

export type NewPerson = {
  readonly email: string;
  readonly password: string;
  readonly displayName: string;
  readonly roles: readonly HeldRole[];
  readonly now: Instant;
  /** Who adds the person: `usr_…` or `system`. */
  readonly actor?: string;
  /** The tile that signs in as this person in a marked demo. */
  readonly demoTile?: string;
};

export type CreatePersonOutcome =
  | { readonly outcome: 'created'; readonly person: Id<'usr'> }
  | { readonly outcome: 'refused'; readonly field: 'email' | 'password'; readonly reason: string };

/** Adds a person who can sign in, with roles. */
export class CreatePerson {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  async run(wanted: NewPerson): Promise<CreatePersonOutcome> {
    const fault = passwordFault(wanted.password, wanted.email);
    if (fault) return { outcome: 'refused', field: 'password', reason: fault };
    const passwordHash = await hashPassword(wanted.password);
    const person = newId('usr', wanted.now, systemRandom);
    return this.database.inTransaction(async (tx): Promise<CreatePersonOutcome> => {
      const { displayName, demoTile, roles, now } = wanted;
      const email = wanted.email.toLowerCase();
      if (!(await insertPerson(tx, { person, email, displayName, passwordHash, demoTile, roles, now })))
        return { outcome: 'refused', field: 'email', reason: 'this address is taken' };
      await appendAudit(tx, { actor: wanted.actor ?? 'system', action: 'person-added', subject: person, detail: { roles }, now });
      return { outcome: 'created', person };
    });
  }
}
