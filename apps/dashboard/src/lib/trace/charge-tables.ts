import type { ChargeList, ImpressionTrace, TracedChargeView } from '@flywheel/http/traces';
import { formatCount } from '#lib/format/count.ts';
import { formatMomentExactly } from '#lib/format/dates.ts';
import { formatMoney } from '#lib/format/money.ts';
import { inWords } from '#lib/format/words.ts';
import type { TableView } from '#lib/reports/table.ts';
import { noValue } from '#lib/reports/values.ts';
import { traceHref, type TraceAddress } from './trace-address.ts';
import { exactly, number, words } from './trace-tables.ts';

/** Charges with the columns that their reader sees; each leads to its impression. */
export function chargesTable(list: ChargeList, address: TraceAddress): TableView {
  const { view, currency, totals } = list;
  const price = view === 'creator' ? [] : [number('price', `Price (${currency})`)];
  const whose = view === 'creator' ? 'Your share' : 'Creator’s share';
  const share = view === 'advertiser' ? [] : [number('share', `${whose} (${currency})`)];
  const about = aboutColumns(view);
  return {
    caption: 'Charges',
    columns: [
      words('impression', 'Impression'),
      ...price,
      ...share,
      words('billed', 'Billed'),
      words('kind', 'For'),
      words('at', 'Accepted (UTC)'),
      ...about.map((label) => words(label, label)),
    ],
    rows: list.charges.map((charge, at) => ({
      key: `${at}`,
      label: charge.impression,
      href: traceHref(address, `/trace/impressions/${charge.impression}`),
      cells: [
        ...price.map(() => exactly(charge.priceMicros, currency)),
        ...share.map(() => exactly(charge.shareMicros, currency)),
        billedWords(charge, currency),
        kindWords(charge),
        formatMomentExactly(charge.at),
        ...about.map((column) => aboutWords(charge, column)),
      ],
      ...(!charge.billed && { quiet: true }),
    })),
    totals: [
      ...price.map(() => exactly(totals.priceMicros, currency)),
      ...share.map(() => exactly(totals.shareMicros, currency)),
      totals.notBilled === 0 ? 'All' : `All but ${formatCount(totals.notBilled)}`,
      '',
      '',
      ...about.map(() => ''),
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
