import type { CommunityRunView, CommunityView, SegmentObstacle, SegmentOverview } from '@flywheel/http/segment-overview';
import type { ChartSeries, TimeChartView } from '#lib/charts/chart-view.ts';
import { formatCount } from '#lib/format/count.ts';
import { formatMoment } from '#lib/format/dates.ts';
import { formatRate } from '#lib/format/rate.ts';
import { inWords } from '#lib/format/words.ts';
import { noValue } from '#lib/reports/values.ts';
import type { TableView } from '#lib/reports/table.ts';

const text = (id: string, label: string, about?: string) => ({ id, label, numeric: false, ...(about && { about }) });
const number = (id: string, label: string, about?: string) => ({ id, label, numeric: true, ...(about && { about }) });

/** Why a segment is not offered, in words. */
export const obstacleWords: Readonly<Record<SegmentObstacle, string>> = {
  sensitive: 'Sensitive',
  retired: 'Retired',
  unnamed: 'Needs a name',
  'not-lifted': 'Interest not seen to last',
  'too-small': 'Too few people',
};
const outcomeWords: Readonly<Record<CommunityRunView['outcome'], string>> = {
  published: 'Published',
  unstable: 'Runs disagreed, nothing changed',
};

/** Segments by kind: how many are offered, and how many are too small to be. */
export function kindTable({ kinds, minPeople }: SegmentOverview): TableView {
  return {
    caption: 'Segments by kind',
    columns: [
      text('kind', 'Kind'),
      number('segments', 'Segments'),
      number('offered', 'Offered'),
      number('small', `Under ${formatCount(minPeople)} people`),
    ],
    rows: kinds.map(({ kind, segments, offered, tooSmall }) => ({
      key: kind,
      label: inWords(kind),
      cells: [segments, offered, tooSmall].map((each) => formatCount(each)),
    })),
  };
}

/** Communities with what decides whether they are offered. */
export function communityTable(communities: readonly CommunityView[]): TableView {
  return {
    caption: 'Communities',
    columns: [
      text('name', 'Community'),
      text('offered', 'Offered'),
      number('members', 'Members', 'Rounded; active in the last 30 days'),
      number('contents', 'Contents'),
      number('lift', 'Lift', 'How much more of it its members of a week ago did since than everybody'),
      text('interval', '95 % interval'),
      number('stays', 'Members kept', 'Members shared with its counterpart of a week ago (Jaccard)'),
      number('same', 'Contents kept', 'Contents shared with its counterpart of a week ago (Jaccard)'),
    ],
    rows: communities.map((each) => ({
      key: each.node,
      label: each.name,
      href: communityHref(each.node),
      cells: [
        each.obstacle === null ? 'Yes' : obstacleWords[each.obstacle],
        each.members === null ? 'too few' : formatCount(each.members),
        formatCount(each.contents),
        each.lift === null ? noValue : `${each.lift.toFixed(2)}×`,
        each.liftLow === null || each.liftHigh === null ? noValue : `${each.liftLow.toFixed(2)} to ${each.liftHigh.toFixed(2)}`,
        each.weeklyMembers === null ? 'new' : formatRate(each.weeklyMembers),
        each.weeklyContents === null ? 'new' : formatRate(each.weeklyContents),
      ],
      quiet: each.retiredAt !== null,
    })),
  };
}

/** Where one community is shown. */
export function communityHref(node: string): string {
  return `/operator/segments/${encodeURIComponent(node)}`;
}

/** Agreement and coverage over the last runs; undefined before two runs that found something. */
export function runChart(runs: readonly CommunityRunView[]): TimeChartView | undefined {
  const shown = runs.filter(({ k }) => k > 0).reverse();
  if (shown.length < 2) return undefined;
  const newest = shown.at(-1);
  const title = 'Agreement and coverage by hour (UTC)';
  return {
    kind: 'line',
    title,
    summary: `${title}, ${shown.length} runs; now ${formatRate(newest?.ari ?? 0)} and ${formatRate(newest?.coverage ?? 0)}.`,
    points: shown.map(
      ({ hour, ari, coverage, k }) =>
        `${formatMoment(hour)}: ${k} communities, agreement ${formatRate(ari)}, coverage ${formatRate(coverage)}`,
    ),
    table: runTable(runs),
    buckets: shown.map(({ hour }) => formatMoment(hour)),
    series: [
      line(
        'ari',
        'Agreement (ARI)',
        1,
        shown.map(({ ari }) => ari),
      ),
      line(
        'coverage',
        'Coverage',
        2,
        shown.map(({ coverage }) => coverage),
      ),
    ],
    stacked: false,
    incompleteFrom: null,
    axis: { unit: 'rate' },
  };
}

function line(id: string, label: string, colour: number, values: readonly number[]): ChartSeries {
  return { id, label, role: 'main', colour, values, texts: values.map(formatRate) };
}

/** Every run of the last two days. */
export function runTable(runs: readonly CommunityRunView[]): TableView {
  return {
    caption: 'Looks for communities, newest first',
    columns: [
      text('hour', 'Hour (UTC)'),
      text('outcome', 'Outcome'),
      number('k', 'Communities'),
      number('ari', 'Agreement', 'Mean adjusted Rand index over independent runs; published from 80 %'),
      number('coverage', 'Coverage', 'People active in the last week who are in a community'),
      number('items', 'Contents'),
      number('people', 'People'),
    ],
    rows: runs.map(({ hour, outcome, k, ari, coverage, items, people }) => ({
      key: hour,
      label: formatMoment(hour),
      cells: [outcomeWords[outcome], formatCount(k), formatRate(ari), formatRate(coverage), formatCount(items), formatCount(people)],
      quiet: outcome !== 'published',
    })),
  };
}

/** How much of their members the largest offered segments share. */
export function overlapTable({ segments, shared }: SegmentOverview['overlap']): TableView {
  return {
    caption: 'Members that the largest offered segments share',
    columns: [text('segment', 'Segment'), ...segments.map(({ segment, name }) => number(segment, name))],
    rows: segments.map(({ segment, name }, row) => ({
      key: segment,
      label: name,
      cells: (shared[row] ?? []).map((share, column) => (column === row ? noValue : formatRate(share))),
    })),
    note: 'Of those in either, how many are in both (Jaccard); 0.0% also where fewer people than may be told of are in both.',
  };
}
