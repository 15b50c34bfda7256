import type { CellTrace, ChargeList, TracedBatchView, TracedChargeView } from '@flywheel/http/traces';
import { formatMicros, micros } from '@flywheel/primitives';
import { csvLine } from '@flywheel/reporting/csv';

type CsvCell = Parameters<typeof csvLine>[0][number];

/** What every line says of where it comes from. */
export type CsvMarks = { readonly currency: string; readonly world: string };

const batchHeads = ['row', 'batch', 'minute_utc', 'state', 'hash', 'campaign', 'campaign_name', 'advertiser', 'rows', 'entry'];

/** The head of a cell's file: money twice, as `<metric>` in units and as `<metric>_micros`. */
export function batchHead(metrics: readonly string[]): string {
  return csvLine([...batchHeads, ...metrics.flatMap((id) => [id, `${id}_micros`]), 'currency', 'world']);
}

/** One batch, or one minute that is not sealed yet. */
export function batchLine(each: TracedBatchView, metrics: readonly string[], marks: CsvMarks): string {
  return csvLine([
    each.state === 'unsealed' ? 'unsealed' : 'batch',
    each.batch,
    each.minute,
    each.state,
    each.hash,
    each.campaign ?? null,
    each.campaignName ?? null,
    each.advertiser ?? null,
    { number: each.rows },
    each.entry,
    ...metrics.flatMap((id) => amountCells(each.values[id])),
    marks.currency,
    marks.world,
  ]);
}

/** What other entries moved on an account of the books, and the figures of the report that all lines before add up to. */
export function closingLines({ figures, others, sealed, unsealed }: CellTrace, metrics: readonly string[], marks: CsvMarks): string[] {
  const line = (kind: string, rows: number, amountOf: (metric: string) => string | undefined): string =>
    csvLine([
      kind,
      ...batchHeads.slice(1, -2).map(() => null),
      { number: rows },
      null,
      ...metrics.flatMap((id) => amountCells(amountOf(id))),
      marks.currency,
      marks.world,
    ]);
  const figure = (id: string) => figures.find((each) => each.metric === id);
  return [
    ...(others ? [line('other-entries', others.entries, (id) => figure(id)?.othersMicros)] : []),
    line('total', sealed.rows + unsealed.rows, (id) => figure(id)?.reportMicros),
  ];
}

const chargeHeads = [
  'row',
  'impression',
  'kind',
  'part',
  'at_utc',
  'billed',
  'reason',
  'reason_words',
  'placement',
  'ad',
  'creative',
  'creator',
  'content',
  'country',
];
const chargeAmounts = ['price', 'quoted', 'share'] as const;

/** The head of a batch's file. Columns that its reader does not see stay empty. */
export function chargeHead(): string {
  return csvLine([...chargeHeads, ...chargeAmounts.flatMap((id) => [id, `${id}_micros`]), 'currency', 'world']);
}

/** One charge. */
export function chargeLine(each: TracedChargeView, marks: CsvMarks): string {
  return csvLine([
    'charge',
    each.impression,
    each.kind,
    each.part,
    each.at,
    each.billed ? 'yes' : 'no',
    { number: each.reason },
    each.reasonWords,
    each.placement,
    each.ad ?? null,
    each.creative ?? null,
    each.creatorName ?? null,
    each.content ?? null,
    each.country ?? null,
    ...[each.priceMicros, each.quotedMicros, each.shareMicros].flatMap((amount) => amountCells(amount ?? undefined)),
    marks.currency,
    marks.world,
  ]);
}

/** The batch's own figures, which its charges add up to. */
export function chargeTotal({ totals }: ChargeList, marks: CsvMarks): string {
  return csvLine([
    'total',
    ...chargeHeads.slice(1).map(() => null),
    ...[totals.priceMicros, undefined, totals.shareMicros].flatMap((amount) => amountCells(amount ?? undefined)),
    marks.currency,
    marks.world,
  ]);
}

function amountCells(amount: string | undefined): CsvCell[] {
  if (amount === undefined) return [null, null];
  const value = micros(BigInt(amount));
  return [{ number: formatMicros(value) }, { number: value }];
}
