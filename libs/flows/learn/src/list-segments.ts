import type { Database } from '@flywheel/database';
import { listSegments } from '@flywheel/database/segments';
import type { SegmentList } from '@flywheel/http/segments';
import { audienceSize } from '@flywheel/privacy';

const mostSegments = 2000;

/** Lists segments for the targeting picker; sizes are told in two digits, and never below the least that may be sold. */
export class ListSegments {
  private readonly database: Database;
  private readonly segmentMinPeople: number;

  constructor(database: Database, segmentMinPeople: number) {
    this.database = database;
    this.segmentMinPeople = segmentMinPeople;
  }

  async run(): Promise<SegmentList> {
    const rows = await listSegments(this.database.read, mostSegments);
    const segments = rows.map(({ members, countedAt, ...row }) => ({
      ...row,
      members: audienceSize(members, this.segmentMinPeople),
      countedAt: countedAt?.toISOString() ?? null,
    }));
    return { minPeople: this.segmentMinPeople, segments };
  }
}
