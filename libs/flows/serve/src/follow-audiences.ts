import type { Database } from '@flywheel/database';
import { readAudienceChanges, type AudienceCursor } from '@flywheel/database/audiences';
import type { ServingMemory } from './serving-memory.ts';

/** Follows who is in which audience: everybody at first, then each change once. Of a person it touches, facts are made anew. */
export class FollowAudiences {
  private readonly database: Database;
  private readonly memory: ServingMemory;
  private cursor: AudienceCursor | undefined;

  constructor(database: Database, memory: ServingMemory) {
    this.database = database;
    this.memory = memory;
  }

  /** A page of 20,000 at a time, so that no list holds decisions up for long. */
  async run(): Promise<void> {
    for (let more = true; more;) {
      const read = await readAudienceChanges(this.database.read, this.cursor);
      this.memory.audiences.put(read.changes);
      for (const { viewer } of read.changes) this.memory.people.touch(viewer);
      this.cursor = read.cursor;
      more = read.more;
    }
  }
}
