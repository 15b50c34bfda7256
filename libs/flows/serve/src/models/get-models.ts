import type { Database } from '@flywheel/database';
import { listVersions, readShown, type ListedVersion } from '@flywheel/database/models';
import type { ModelEvent, ModelOverview, ModelVersionLine } from '@flywheel/http/models';
import type { Instant } from '@flywheel/primitives';

const mostVersions = 20;

/** What decisions are made with, how its predictions did, and what was published before. */
export class GetModels {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  async run({ now }: { now: Instant }): Promise<ModelOverview> {
    const { held, shown, shownAt, since } = await readShown(this.database.read);
    const versions = (await listVersions(this.database.read, mostVersions)).map(lineOf);
    const [current] = versions;
    return {
      held,
      current: current ?? null,
      ageMs: current ? Math.max(0, now - Date.parse(current.publishedAt)) : null,
      learntAt: shownAt === undefined ? null : new Date(shownAt).toISOString(),
      since: since === undefined ? null : new Date(since).toISOString(),
      events: shown as ModelEvent[],
      versions,
    };
  }
}

function lineOf({ version, publishedAt, restores, ...line }: ListedVersion): ModelVersionLine {
  return {
    ...line,
    version: String(version),
    publishedAt: publishedAt.toISOString(),
    restores: restores === null ? null : String(restores),
  };
}
