import type { Database } from '@flywheel/database';
import { countKinds, readCommunities, readCommunityRuns, readOverlap, type CommunityRow } from '@flywheel/database/communities';
import type { CommunityView, SegmentObstacle, SegmentOverview } from '@flywheel/http/segment-overview';
import type { Instant } from '@flywheel/primitives';
import { audienceSize } from '@flywheel/privacy';

const most = { runs: 48, communities: 100, overlapping: 8 } as const;
const monthMs = 30 * 24 * 3_600_000;

/** What an operator judges segments by; sizes are told as everywhere: two digits, never below the least that may be sold. */
export class GetSegmentOverview {
  private readonly database: Database;
  private readonly segmentMinPeople: number;

  constructor(database: Database, segmentMinPeople: number) {
    this.database = database;
    this.segmentMinPeople = segmentMinPeople;
  }

  async run({ now }: { readonly now: Instant }): Promise<SegmentOverview> {
    const { reports } = this.database;
    const [runs, communities, kinds, overlap] = [
      await readCommunityRuns(reports, most.runs),
      await readCommunities(reports, { retiredSince: now - monthMs, most: most.communities }),
      await countKinds(reports, this.segmentMinPeople),
      await readOverlap(reports, most.overlapping),
    ];
    return {
      minPeople: this.segmentMinPeople,
      kinds: kinds as SegmentOverview['kinds'],
      runs: runs.map(({ hour, ...run }) => ({ ...run, hour: hour.toISOString() })),
      communities: communities.map((each) => this.viewOf(each)),
      overlap: sharesOf(overlap, this.segmentMinPeople),
    };
  }

  private viewOf({ bornAt, retiredAt, kept, members, offered, ...row }: CommunityRow): CommunityView {
    return {
      ...row,
      bornAt: bornAt.toISOString(),
      retiredAt: retiredAt?.toISOString() ?? null,
      members: audienceSize(members, this.segmentMinPeople),
      offered,
      obstacle: offered ? null : obstacleOf({ retired: retiredAt !== null, named: row.namedBy !== null, kept }),
    };
  }
}

function obstacleOf({ retired, named, kept }: { retired: boolean; named: boolean; kept: boolean }): SegmentObstacle {
  if (retired) return 'retired';
  if (!named) return 'unnamed';
  return kept ? 'too-small' : 'not-lifted';
}

/** |a ∩ b| / |a ∪ b|; 0 where fewer people are in both than may be told of. */
function sharesOf({ segments, pairs }: Awaited<ReturnType<typeof readOverlap>>, least: number): SegmentOverview['overlap'] {
  const both = new Map(pairs.flatMap(({ a, b, both: count }) => [[`${a}/${b}`, count] as const, [`${b}/${a}`, count] as const]));
  const shared = segments.map((a) =>
    segments.map((b) => {
      if (a === b) return 1;
      const count = both.get(`${a.segment}/${b.segment}`) ?? 0;
      return count < least ? 0 : count / (a.members + b.members - count);
    }),
  );
  return { segments: segments.map(({ segment, name }) => ({ segment, name })), shared };
}
