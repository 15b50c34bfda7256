import { addDays, isDay } from '#lib/api/days.ts';

/** What a trace's address states: the cell it began at (`to` included, as on every page), and whose eyes. */
export type TraceAddress = {
  readonly report?: string | undefined;
  readonly by?: string | undefined;
  readonly key?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly account?: string | undefined;
  readonly campaign?: string | undefined;
  readonly creator?: string | undefined;
};

const names = ['report', 'by', 'key', 'from', 'to', 'account', 'campaign', 'creator'] as const;

/** What parts of a batch a row of these is; other rows hold whole batches. */
const partial: readonly string[] = ['ad_set', 'ad', 'creative', 'placement', 'country', 'device', 'content'];

/** Reads an address; days that do not exist are left out. `key` may be empty: the row of what belongs to nothing. */
export function readTrace(parameters: Pick<URLSearchParams, 'get'>): TraceAddress {
  const found = names.map((name) => [name, parameters.get(name) ?? undefined] as const);
  const known = found.filter(
    ([name, value]) => value !== undefined && (name === 'key' || value !== '') && (!isDayName(name) || isDay(value)),
  );
  return Object.fromEntries(known);
}

function isDayName(name: string): boolean {
  return name === 'from' || name === 'to';
}

/** The address of a page of the trace, with everything the breadcrumb needs to find back. */
export function traceHref(address: TraceAddress, page = '/trace', more: Readonly<Record<string, string | undefined>> = {}): string {
  const query = new URLSearchParams({ v: '1' });
  for (const [name, value] of Object.entries({ ...address, ...more })) if (value !== undefined) query.set(name, value);
  return `${page}?${query.toString()}`;
}

/** The cell as the api is asked for it: the day after the last one ends the range. */
export function cellQuery(address: TraceAddress, more: Readonly<Record<string, string | undefined>> = {}): string {
  const query = new URLSearchParams();
  const { to, ...rest } = address;
  const until = to === undefined ? undefined : addDays(to, 1);
  for (const [name, value] of Object.entries({ ...rest, to: until, ...more })) if (value !== undefined) query.set(name, value);
  return query.toString();
}

/** Whose eyes, as the api is asked. */
export function eyesQuery({ account, campaign, creator }: TraceAddress): string {
  return cellQuery({ account, campaign, creator });
}

/** Whose eyes, and which part of a batch belongs to the cell, as the api is asked. */
export function chargesQuery(address: TraceAddress, more: Readonly<Record<string, string | undefined>> = {}): string {
  const { account, campaign, creator, by, key } = address;
  const part = by !== undefined && key !== undefined && partial.includes(by) ? { by, key } : {};
  return cellQuery({ account, campaign, creator, ...part }, more);
}

/** The page whose table the cell stands in. */
export function reportHref({ report, from, to, account, campaign, creator }: TraceAddress): { href: string; label: string } | undefined {
  const page = pageOf(report, campaign);
  return page && { href: traceHref({ from, to, account, creator }, page.path), label: page.label };
}

function pageOf(report: string | undefined, campaign: string | undefined): { path: string; label: string } | undefined {
  if (report === undefined) return undefined;
  if (report === 'revenue-by-day') return { path: '/finance/revenue', label: 'Revenue' };
  if (report === 'flywheel') return { path: '/finance/flywheel', label: 'Flywheel' };
  if (report === 'ledger-by-account') return { path: '/finance/ledger', label: 'Ledger' };
  if (report.startsWith('creator-')) return { path: '/creator/earnings', label: 'Earnings' };
  if (campaign !== undefined) return { path: `/advertiser/campaigns/${campaign}`, label: 'Campaign spend' };
  return { path: '/advertiser', label: 'Spend' };
}
