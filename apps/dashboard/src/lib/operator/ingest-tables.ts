import type { IngestStatus } from '@flywheel/http/events';
import type { TimeChartView } from '#lib/charts/chart-view.ts';
import { formatCount } from '#lib/format/count.ts';
import { formatMoment, formatTime } from '#lib/format/dates.ts';
import type { TableColumn, TableView } from '#lib/reports/table.ts';
import { noValue } from '#lib/reports/values.ts';

export type IngestSource = IngestStatus['sources'][number];

const number = (id: string, label: string): TableColumn => ({ id, label, numeric: true });
const outcomes = [
  { id: 'stored', label: 'Stored' },
  { id: 'duplicate', label: 'Duplicate' },
  { id: 'quarantined', label: 'Quarantined' },
] as const;

/** Each source since midnight UTC, with the totals that the api counted. */
export function sourcesTable({ sources, totals }: IngestStatus): TableView {
  return {
    caption: 'Today by source',
    columns: [
      { id: 'source', label: 'Source', numeric: false },
      number('received', 'Received'),
      ...outcomes.map(({ id, label }) => number(id, label)),
      { id: 'last', label: 'Last batch (UTC)', numeric: false },
    ],
    rows: sources.map((source) => ({
      key: source.source,
      label: source.source,
      href: `?source=${encodeURIComponent(source.source)}#minutes`,
      cells: [
        formatCount(source.received),
        ...outcomes.map(({ id }) => formatCount(source[id])),
        source.lastAt === null ? noValue : formatMoment(source.lastAt),
      ],
    })),
    totals: [formatCount(totals.received), ...outcomes.map(({ id }) => formatCount(totals[id])), ''],
  };
}

/** One source's last hour, a bar for every minute that had a batch; the parts of a bar are what became of its events. */
export function minutesChart(source: IngestSource): TimeChartView | undefined {
  if (source.minutes.length === 0) return undefined;
  const minutes = source.minutes.toSorted((a, b) => (a.minute < b.minute ? -1 : 1));
  const buckets = minutes.map((each) => formatTime(each.minute));
  const title = `${source.source} by minute`;
  const columns = [number('received', 'Received'), ...outcomes.map(({ id, label }) => number(id, label))];
  return {
    kind: 'bar',
    title,
    summary: `${title}: ${minutes.length} minutes of the last hour had batches.`,
    points: minutes.map(
      ({ minute, received, stored, duplicate, quarantined }) =>
        `${formatTime(minute)}: received ${received}, stored ${stored}, duplicate ${duplicate}, quarantined ${quarantined}`,
    ),
    table: {
      caption: title,
      columns: [{ id: 'minute', label: 'Minute (UTC)', numeric: false }, ...columns],
      rows: minutes.map((each) => ({
        key: each.minute,
        label: formatTime(each.minute),
        cells: [formatCount(each.received), ...outcomes.map(({ id }) => formatCount(each[id]))],
      })),
    },
    buckets,
    series: outcomes.map(({ id, label }, at) => ({
      id,
      label,
      role: 'main',
      colour: at + 1,
      values: minutes.map((each) => each[id]),
      texts: minutes.map((each) => formatCount(each[id])),
    })),
    stacked: true,
    incompleteFrom: null,
    axis: { unit: 'count', currency: undefined },
  };
}
