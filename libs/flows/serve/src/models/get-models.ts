import type { Database } from '@flywheel/database';
import { listVersions, readAdNames, readShown, type ListedVersion } from '@flywheel/database/models';
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
      events: await this.named(shown as ModelEvent[]),
      versions,
    };
  }

  /** Weights of ads with what the ads are called. */
  private async named(events: readonly ModelEvent[]): Promise<ModelEvent[]> {
    const numbers = events.flatMap(({ weights }) => weights.flatMap(({ feature, value }) => (feature === 'ad' ? [Number(value)] : [])));
    const names = await readAdNames(this.database.read, [...new Set(numbers)]);
    return events.map((event) => ({
      ...event,
      weights: event.weights.map((each) => ({ ...each, name: each.feature === 'ad' ? (names.get(Number(each.value)) ?? null) : null })),
    }));
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
