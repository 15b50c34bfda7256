import type {
  BatchTrace,
  CellTrace,
  ChargeList,
  ImpressionTrace,
  TracedBatchView,
  TracedChargeView,
  TracedSliceView,
} from '@flywheel/http/traces';
import { formatCount } from '#lib/format/count.ts';
import { formatMomentExactly } from '#lib/format/dates.ts';
import { formatMoney } from '#lib/format/money.ts';
import { inWords } from '#lib/format/words.ts';
import type { TableColumn, TableRow, TableView } from '#lib/reports/table.ts';
import { noValue } from '#lib/reports/values.ts';
import { traceHref, type TraceAddress } from './trace-address.ts';

const number = (id: string, label: string, about?: string): TableColumn => ({ id, label, numeric: true, ...(about && { about }) });
const words = (id: string, label: string): TableColumn => ({ id, label, numeric: false });

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

/** A page of the cell's batches; each leads to its own. Totals are the whole cell's. */
export function batchesTable(trace: CellTrace, address: TraceAddress): TableView {
  const { currency, figures, tz, batches } = trace;
  const named = batches.some((each) => each.campaignName !== undefined);
  const owned = batches.some((each) => each.advertiser !== undefined);
  return {
    caption: 'Batches',
    columns: [
      words('minute', `Minute (${tz})`),
      words('state', 'State'),
      words('hash', 'Checked now'),
      ...(named ? [words('campaign', 'Campaign')] : []),
      ...(owned ? [words('advertiser', 'Advertiser')] : []),
      number('rows', 'Charges'),
      ...figures.map((figure) => number(figure.metric, `${figure.label} (${currency})`, figure.definition)),
    ],
    rows: batches.map((each) => ({
      key: each.batch,
      label: formatMomentExactly(each.minute, tz).replace(/:00$/, ''),
      href: traceHref(address, `/trace/batches/${each.batch}`),
      cells: [
        stateWords(each),
        hashWords[each.hash],
        ...(named ? [each.campaignName ?? ''] : []),
        ...(owned ? [each.advertiser ?? ''] : []),
        formatCount(each.rows),
        ...figures.map((figure) => (figure.metric in each.values ? exactly(each.values[figure.metric], currency) : '')),
      ],
      ...(each.state === 'unsealed' && { quiet: true }),
    })),
    totals: [
      '',
      '',
      ...(named ? [''] : []),
      ...(owned ? [''] : []),
      formatCount(trace.sealed.rows + trace.unsealed.rows),
      ...figures.map((figure) => exactly(figure.batchesMicros, currency)),
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

/** Charges with the columns that their reader sees; each leads to its impression. */
export function chargesTable(list: ChargeList, address: TraceAddress): TableView {
  const { view, currency, totals } = list;
  const amounts = [
    ...(view === 'creator' ? [] : [number('price', `Price (${currency})`)]),
    ...(view === 'advertiser' ? [] : [number('share', view === 'creator' ? `Your share (${currency})` : `Creator’s share (${currency})`)]),
  ];
  const about = aboutColumns(view);
  return {
    caption: 'Charges',
    columns: [
      words('impression', 'Impression'),
      words('kind', 'For'),
      words('at', 'Accepted (UTC)'),
      ...about.map((label) => words(label, label)),
      ...amounts,
      words('billed', 'Billed'),
    ],
    rows: list.charges.map((charge, at) => chargeRow(charge, { at, about, view, currency, address })),
    totals: [
      '',
      '',
      ...about.map(() => ''),
      ...(view === 'creator' ? [] : [exactly(totals.priceMicros, currency)]),
      ...(view === 'advertiser' ? [] : [exactly(totals.shareMicros, currency)]),
      totals.notBilled === 0 ? 'All' : `All but ${formatCount(totals.notBilled)}`,
    ],
  };
}

function aboutColumns(view: ChargeList['view']): readonly string[] {
  if (view === 'creator') return ['Content', 'Placement'];
  return view === 'advertiser' ? ['Creative', 'Placement'] : ['Creative', 'Placement', 'Creator', 'Content', 'Country'];
}

function aboutWords(charge: TracedChargeView, column: string): string {
  switch (column) {
    case 'Creative':
      return charge.creative ?? '';
    case 'Placement':
      return charge.placement;
    case 'Creator':
      return charge.creatorName ?? noValue;
    case 'Content':
      return charge.content ?? noValue;
    default:
      return charge.country ?? noValue;
  }
}

function chargeRow(
  charge: TracedChargeView,
  {
    at,
    about,
    view,
    currency,
    address,
  }: { at: number; about: readonly string[]; view: ChargeList['view']; currency: string; address: TraceAddress },
): TableRow {
  return {
    key: `${at}`,
    label: charge.impression,
    href: traceHref(address, `/trace/impressions/${charge.impression}`),
    cells: [
      kindWords(charge),
      formatMomentExactly(charge.at),
      ...about.map((column) => aboutWords(charge, column)),
      ...(view === 'creator' ? [] : [exactly(charge.priceMicros, currency)]),
      ...(view === 'advertiser' ? [] : [exactly(charge.shareMicros, currency)]),
      billedWords(charge, currency),
    ],
    ...(!charge.billed && { quiet: true }),
  };
}

/** What was paid for: an impression, a click, a part of a film. */
export function kindWords({ kind, part }: Pick<TracedChargeView, 'kind' | 'part'>): string {
  return part ? `${inWords(kind)}, ${part}` : inWords(kind);
}

/** Whether a charge was billed; if not, why, and what it would have cost. */
export function billedWords(charge: TracedChargeView, currency: string): string {
  if (charge.billed) return 'Yes';
  const quoted = charge.quotedMicros !== undefined && charge.quotedMicros !== '0';
  const saved = quoted ? ` (would have cost ${formatMoney(charge.quotedMicros ?? '0', currency, 'price')})` : '';
  return `Not billed: ${charge.reasonWords}${saved}`;
}

/** What was reported of an impression, and whether each report counted. */
export function factsTable(trace: ImpressionTrace): TableView {
  return {
    caption: 'What was reported of it',
    columns: [words('kind', 'Reported'), words('at', 'Accepted (UTC)'), words('paid', 'Is what is paid for'), words('counted', 'Counted')],
    rows: trace.facts.map((fact, at) => ({
      key: `${at}`,
      label: inWords(fact.kind),
      cells: [formatMomentExactly(fact.at), fact.billable ? 'Yes' : 'No', fact.reason === 0 ? 'Yes' : `No: ${fact.reasonWords}`],
    })),
  };
}
