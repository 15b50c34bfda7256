import type { Database } from '@flywheel/database';
import { findPersonByTile } from '@flywheel/database/access';
import { readWorld } from '@flywheel/database/world';
import type { DemoTile } from '@flywheel/http/session';
import type { Instant } from '@flywheel/primitives';
import { startSession } from './start-session.ts';

export type DemoSignInOutcome =
  | { readonly outcome: 'signed-in'; readonly token: string }
  | { readonly outcome: 'refused'; readonly reason: 'not-a-demo' | 'not-seeded-yet' };

/** Signs in as the person behind a role tile, without a password: only while the world is marked as a demo. */
export class DemoSignIn {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  async run(request: { tile: DemoTile; now: Instant }): Promise<DemoSignInOutcome> {
    const world = await readWorld(this.database.read);
    if (!world?.markedDemo) return { outcome: 'refused', reason: 'not-a-demo' };
    const person = await findPersonByTile(this.database.read, request.tile);
    if (!person || person.disabled) return { outcome: 'refused', reason: 'not-seeded-yet' };
    const token = await this.database.inTransaction((tx) => startSession(tx, person.person, 'demo-tile', request.now));
    return { outcome: 'signed-in', token };
  }
}
