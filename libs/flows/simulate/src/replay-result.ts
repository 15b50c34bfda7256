import { createHash } from 'node:crypto';
import type { LadderStep } from '@flywheel/database/reconciliation';
import type { ImportResult } from '@flywheel/ingest';
import { canonicalJson, utcDay, type Instant } from '@flywheel/primitives';
import type { Stage } from './stage.ts';
import type { AdTally } from './walk-ads.ts';

const manyEvents = 20;

/** One rung of the ladder; amounts in micros as decimal text, null where only rows are counted. */
export type ReplayRung = {
  step: number;
  name: string;
  leftN: number;
  rightN: number;
  leftMicros: string | null;
  rightMicros: string | null;
  difference: string;
};

/** What a replay came to. Amounts are decimal micros; the same dump and seed give the same `resultSha256`. */
export type ReplayResult = {
  task: 'replay';
  seed: string;
  site: { firstDay: string; lastDay: string; days: number };
  import: Pick<ImportResult, 'received' | 'stored' | 'quarantined' | 'duplicate'>;
  events: number;
  people: {
    known: number;
    active: number;
    withSegment: number;
    with20Events: number;
    with20EventsAndSegment: number;
    shareOf20EventsWithSegment: number;
  };
  ads: AdTally & { fillRate: number };
  money: { currency: 'USD'; revenueMicros: string; creatorShareMicros: string; reinvestmentMicros: string; trialBalanceMicros: string };
  assumptions: string[];
  ladder: ReplayRung[];
  allZero: boolean;
  resultSha256: string;
};

/** Reads the result from the database; only what the walk itself counted (questions asked, clicks drawn) is taken from it. */
export async function readReplayResult(
  stage: Stage,
  walked: { imported: ImportResult; ads: AdTally; seed: string; first: Instant; end: Instant },
): Promise<ReplayResult> {
  const { imported, ads, seed, first, end } = walked;
  const ladder = (await stage.reconcile.run()).steps.map((step): ReplayRung => ({
    step: step.step,
    name: step.name,
    leftN: step.leftN,
    rightN: step.rightN,
    leftMicros: step.leftMicros?.toString() ?? null,
    rightMicros: step.rightMicros?.toString() ?? null,
    difference: differenceOf(step),
  }));
  const trial = await stage.trialBalance.run();
  const trialBalanceMicros = trial.totals.reduce((sum, total) => sum + total.differenceMicros, 0n);
  const { received, stored, quarantined, duplicate } = imported;
  const result = {
    task: 'replay' as const,
    seed,
    site: { firstDay: utcDay(first), lastDay: utcDay(end - 1), days: (end - first) / 86_400_000 },
    import: { received, stored, quarantined, duplicate },
    events: stored,
    people: await readPeople(stage),
    ads: { ...ads, fillRate: ads.placements === 0 ? 0 : ads.filled / ads.placements },
    money: { currency: 'USD' as const, ...(await readMoney(stage)), trialBalanceMicros: trialBalanceMicros.toString() },
    assumptions: [
      'Every imported person agreed to all purposes.',
      'Each engagement of a known person with a post is one visit that asks for two ads beside that post.',
      '93 % of filled slots are seen, 72 % of those drawn are viewable, 1.2 % are clicked: seeded draws.',
      'Advertisers, bids and budgets are made up; interests are sold from 20 people on.',
    ],
    ladder,
    allZero: received === stored + quarantined + duplicate && trialBalanceMicros === 0n && ladder.every((rung) => rung.difference === '0'),
  };
  return { ...result, resultSha256: createHash('sha256').update(canonicalJson(result)).digest('hex') };
}

/** What a rung is apart by: micros, else rows, else rows that differ although their sums do not. */
function differenceOf({ differenceN, differenceMicros, apart }: LadderStep): string {
  if ((differenceMicros ?? 0n) !== 0n) return `${differenceMicros} micros`;
  return differenceN !== 0 || apart === 0 ? String(differenceN) : `0, but ${apart} rows differ`;
}

async function readPeople({ database }: Stage): Promise<ReplayResult['people']> {
  const { rows } = await database.reports.query<Omit<ReplayResult['people'], 'shareOf20EventsWithSegment'>>(
    `WITH acts AS (
       SELECT viewer_key, count(*) AS n FROM engagement_event
       WHERE viewer_key <> '00000000-0000-0000-0000-000000000000' AND kind <> 'external' GROUP BY viewer_key
     ), held AS (SELECT DISTINCT viewer_key FROM membership WHERE left_at IS NULL)
     SELECT (SELECT count(*) FROM identity)::int AS known,
            count(a.viewer_key)::int AS active,
            (SELECT count(*) FROM held)::int AS "withSegment",
            (count(*) FILTER (WHERE a.n >= $1))::int AS "with20Events",
            (count(*) FILTER (WHERE a.n >= $1 AND h.viewer_key IS NOT NULL))::int AS "with20EventsAndSegment"
     FROM acts a LEFT JOIN held h USING (viewer_key)`,
    [manyEvents],
  );
  const people = rows[0] ?? { known: 0, active: 0, withSegment: 0, with20Events: 0, with20EventsAndSegment: 0 };
  return { ...people, shareOf20EventsWithSegment: people.with20Events === 0 ? 1 : people.with20EventsAndSegment / people.with20Events };
}

async function readMoney({
  database,
}: Stage): Promise<Pick<ReplayResult['money'], 'revenueMicros' | 'creatorShareMicros' | 'reinvestmentMicros'>> {
  const { rows } = await database.reports.query<{ revenue: string; share: string; reinvested: string }>(
    `SELECT coalesce(sum(p.amount_micros) FILTER (WHERE e.kind = 'batch' AND left(p.account, 4) IN ('2020', '1110')), 0)::text AS revenue,
            coalesce(-sum(p.amount_micros) FILTER (WHERE e.kind = 'batch' AND p.account LIKE '2110:%'), 0)::text AS share,
            coalesce(-sum(p.amount_micros) FILTER (WHERE e.kind = 'reinvestment' AND p.account LIKE '3100:%'), 0)::text AS reinvested
     FROM books.entry e JOIN books.posting p USING (entry_id)`,
  );
  return {
    revenueMicros: rows[0]?.revenue ?? '0',
    creatorShareMicros: rows[0]?.share ?? '0',
    reinvestmentMicros: rows[0]?.reinvested ?? '0',
  };
}
