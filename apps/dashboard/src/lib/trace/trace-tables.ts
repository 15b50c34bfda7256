import type { BatchTrace, CellTrace, TracedBatchView, TracedSliceView } from '@flywheel/http/traces';
import { formatCount } from '#lib/format/count.ts';
import { formatMoment } from '#lib/format/dates.ts';
import { formatMoney } from '#lib/format/money.ts';
import type { TableColumn, TableView } from '#lib/reports/table.ts';
import { noValue } from '#lib/reports/values.ts';
import { traceHref, type TraceAddress } from './trace-address.ts';

/** A column of amounts or counts. */
export const number = (id: string, label: string, about?: string): TableColumn => ({ id, label, numeric: true, ...(about && { about }) });
/** A column of words. */
export const words = (id: string, label: string): TableColumn => ({ id, label, numeric: false });

/** An amount to the micro; a dash where the reader sees none, or there is none yet. */
export function exactly(amount: string | null | undefined, currency: string): string {
  return amount === undefined || amount === null ? noValue : formatMoney(amount, currency, 'plain-price');
}

const hashWords = { holds: 'Hash holds', differs: 'Hash differs', unsealed: noValue, unchecked: 'Too many to check here' } as const;

/** How a batch stands, in words. */
export function stateWords({ state, gen }: Pick<TracedBatchView, 'state' | 'gen'>): string {
  if (state === 'unsealed') return 'Estimated, not in a batch yet';
  if (state === 'reversed') return 'Reversed';
  return gen > 0 ? `Posted again (generation ${gen})` : 'In the ledger';
}

/** What the report says beside what its batches add up to. */
export function figuresTable(trace: CellTrace): TableView {
  const { currency, others } = trace;
  return {
    caption: 'What the report says and what its batches add up to',
    columns: [
      words('metric', 'Amount'),
      number('report', `Report (${currency})`),
      number('batches', `Its batches (${currency})`),
      ...(others ? [number('others', `Other entries (${currency})`)] : []),
      number('difference', `Difference (${currency})`),
    ],
    rows: trace.figures.map((figure) => ({
      key: figure.metric,
      label: figure.label,
      cells: [
        exactly(figure.reportMicros, currency),
        exactly(figure.batchesMicros, currency),
        ...(others ? [exactly(figure.othersMicros, currency)] : []),
        exactly(figure.differenceMicros, currency),
      ],
    })),
  };
}

/** A page of the cell's batches; each leads to its own. Totals are the whole cell's; a metric that is nothing everywhere has no column. */
export function batchesTable(trace: CellTrace, address: TraceAddress): TableView {
  const { currency, tz, batches } = trace;
  const figures = trace.figures.filter(
    (figure) => figure.batchesMicros !== '0' || batches.some((each) => (each.values[figure.metric] ?? '0') !== '0'),
  );
  const about: readonly { readonly label: string; readonly of: (batch: TracedBatchView) => string }[] = [
    { label: 'State', of: stateWords },
    { label: 'Checked now', of: (each) => hashWords[each.hash] },
    ...(batches.some((each) => each.campaignName !== undefined)
      ? [{ label: 'Campaign', of: (each: TracedBatchView) => each.campaignName ?? '' }]
      : []),
    ...(batches.some((each) => each.advertiser !== undefined)
      ? [{ label: 'Advertiser', of: (each: TracedBatchView) => each.advertiser ?? '' }]
      : []),
  ];
  return {
    caption: 'Batches',
    columns: [
      words('minute', `Minute (${tz})`),
      ...figures.map((figure) => number(figure.metric, `${figure.label} (${currency})`, figure.definition)),
      number('rows', 'Charges'),
      ...about.map(({ label }) => words(label, label)),
    ],
    rows: batches.map((each) => ({
      key: each.batch,
      label: formatMoment(each.minute, tz),
      href: traceHref(address, `/trace/batches/${each.batch}`),
      cells: [
        ...figures.map((figure) => (figure.metric in each.values ? exactly(each.values[figure.metric], currency) : '')),
        formatCount(each.rows),
        ...about.map(({ of }) => of(each)),
      ],
      ...(each.state === 'unsealed' && { quiet: true }),
    })),
    totals: [
      ...figures.map((figure) => exactly(figure.batchesMicros, currency)),
      formatCount(trace.sealed.rows + trace.unsealed.rows),
      ...about.map(() => ''),
    ],
  };
}

const amountLabels: Readonly<Record<string, string>> = {
  billings: 'Billed',
  billings_estimated: 'Billed, estimated',
  creator_share: 'Creators’ share',
  net_revenue: 'Kept',
  spend: 'Spent',
  spend_estimated: 'Spent, estimated',
  earnings: 'Your share',
  earnings_estimated: 'Your share, estimated',
};

/** The amounts of a batch as label and text. */
export function batchAmounts({ values, currency }: BatchTrace): readonly { readonly label: string; readonly text: string }[] {
  return Object.entries(values).map(([id, amount]) => ({ label: amountLabels[id] ?? id, text: formatMoney(amount, currency, 'price') }));
}

/** The parts of a batch; for whoever sees shares, how each came about. */
export function slicesTable(batch: BatchTrace): TableView {
  const { currency, view, slices } = batch;
  const amounts = Object.keys(slices[0]?.values ?? {});
  const shown =
    view === 'finance'
      ? ['Creator', 'Content', 'Placement', 'Creative', 'Country']
      : view === 'creator'
        ? ['Content', 'Placement']
        : ['Placement', 'Creative'];
  return {
    caption: 'Parts of the batch',
    columns: [
      ...shown.map((label) => words(label, label)),
      number('rows', 'Charges'),
      ...amounts.map((id) => number(id, `${amountLabels[id] ?? id} (${currency})`)),
      ...(view === 'advertiser' ? [] : [number('exact', 'Exact share (micros)', 'Before whole micros, and the micro its remainder won.')]),
    ],
    rows: slices.map((slice, at) => {
      const [label = '', ...rest] = shown.map((column) => sliceWords(slice, column));
      return {
        key: String(at),
        label,
        cells: [
          ...rest,
          formatCount(slice.rows),
          ...amounts.map((id) => exactly(slice.values[id], currency)),
          ...(view === 'advertiser' ? [] : [exactWords(slice)]),
        ],
      };
    }),
    ...(batch.moreSlices && { note: 'The largest parts are shown; the batch has more.' }),
  };
}

function sliceWords(slice: TracedSliceView, column: string): string {
  switch (column) {
    case 'Creator':
      return slice.creatorName ?? 'On nobody’s content';
    case 'Content':
      return slice.contentTitle ?? (slice.content ? slice.content : 'Profile');
    case 'Placement':
      return slice.placement;
    case 'Creative':
      return slice.headline ?? slice.creative ?? '';
    default:
      return slice.country ?? noValue;
  }
}

function exactWords({ explained }: TracedSliceView): string {
  if (!explained) return noValue;
  return explained.extraMicros === '1' ? `${explained.exactMicros} (+1)` : explained.exactMicros;
}
