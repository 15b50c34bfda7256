import type { Database } from '@flywheel/database';
import { findSession, touchSession } from '@flywheel/database/access';
import { sessionView, type SessionView } from '@flywheel/http/session';
import type { Instant } from '@flywheel/primitives';
import { hashSecret } from './secrets.ts';

// ASVS 7.3: half an hour without a request, twelve hours at most.
const life = { idleMs: 30 * 60_000, absoluteMs: 12 * 3_600_000 };
const touchAfterMs = 60_000;

/** Finds the person and roles behind a session token. */
export class ReadSession {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  async run(request: { token: string; now: Instant }): Promise<{ outcome: 'live'; session: SessionView } | { outcome: 'none' }> {
    const tokenHash = hashSecret(request.token);
    const found = await findSession(this.database.read, tokenHash, life, request.now);
    if (!found) return { outcome: 'none' };
    if (request.now - found.seenAt.getTime() > touchAfterMs) await touchSession(this.database.read, tokenHash, request.now);
    const person = { id: found.person, name: found.name, email: found.email };
    return { outcome: 'live', session: sessionView.parse({ person, roles: found.roles }) };
  }
}
