import { unpackRecord } from '@flywheel/auction/record';
import type { Database } from '@flywheel/database';
import { listRecentDecisions, type StoredDecision } from '@flywheel/database/decisions';
import { measureDecisions } from '@flywheel/database/retention';
import type { RecentDecisions as RecentDecisionsAnswer } from '@flywheel/http/explanations';
import { parsed } from './decided-facts.ts';

const mostWeighed = 1_000;

/** The newest decisions in short, for the operator to choose one to look at, and what keeping a decision takes. */
export class RecentDecisions {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  async run({ limit = 50 }: { limit?: number } = {}): Promise<RecentDecisionsAnswer> {
    const stored = await listRecentDecisions(this.database.read, Math.min(limit, 200));
    return { items: stored.map(inShort), size: await measureDecisions(this.database.read, mostWeighed) };
  }
}

function inShort(stored: StoredDecision): RecentDecisionsAnswer['items'][number] {
  const { decision, decidedAt, placements, mode, context, tookUs } = unpackRecord(stored.record);
  const { country, device } = parsed(context);
  return {
    decision,
    decidedAt: new Date(decidedAt).toISOString(),
    placements: placements.length,
    filled: placements.filter((each) => each.finalists.some((ad) => ad.slot > 0)).length,
    visited: placements.reduce((sum, each) => sum + each.visited.count, 0),
    privacyMode: mode,
    country: firstText(country),
    device: firstText(device),
    tookUs: tookUs === 0 ? null : tookUs,
  };
}

function firstText(values: unknown): string | null {
  const first: unknown = Array.isArray(values) ? values[0] : values;
  return typeof first === 'string' ? first : null;
}
