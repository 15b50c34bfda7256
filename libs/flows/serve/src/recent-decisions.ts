import type { Database } from '@flywheel/database';
import { listRecentDecisions } from '@flywheel/database/decisions';
import type { RecentDecisions as RecentDecisionsAnswer } from '@flywheel/http/decisions';

/** The newest decisions in short, for the operator to choose one to look at. */
export class RecentDecisions {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  async run({ limit = 50 }: { limit?: number } = {}): Promise<RecentDecisionsAnswer> {
    const stored = await listRecentDecisions(this.database.read, Math.min(limit, 200));
    return {
      items: stored.map(({ decision, decidedAt, results, request, tookUs }) => ({
        decision,
        decidedAt: new Date(decidedAt).toISOString(),
        placements: results.length,
        filled: results.filter((each) => each.outcome === 'filled').length,
        visited: results.reduce((sum, each) => sum + each.visited.length, 0),
        privacyMode: request['mode'] === 'full' ? ('full' as const) : ('contextual' as const),
        country: textOf(request['country']),
        device: textOf(request['device']),
        tookUs: tookUs ?? null,
      })),
    };
  }
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
