/** A number that report SQL delivers per row, always a whole one: a count, milliseconds or micros. */
export type Field = string;

/** What a metric's values are. `rate` is a fraction, `micro-price` micros per something, `duration` ms, `index` a plain ratio. */
export type MetricUnit = 'count' | 'rate' | 'money' | 'micro-price' | 'duration' | 'index';

/** The part of a role before its dot. */
export type MetricRole = 'advertiser' | 'creator' | 'finance' | 'moderator' | 'ops' | 'stakeholder' | 'admin';

/** One definition of one number: query, API, label, format, CSV header and glossary all read it. */
export type Metric = {
  /** In URLs, API and CSV; never used again for something else. */
  readonly id: string;
  readonly unit: MetricUnit;
  readonly of:
    { readonly sum: Field } | { readonly ratio: readonly [string, string]; readonly per?: 1000 } | { readonly distinct: 'person' };
  /** Over which rows a sum is legal. */
  readonly additive: 'all' | 'time' | false;
  /** `ratio` totals are Σnum/Σden, never a mean of rows; `requery` totals come from the store at that exact range and level. */
  readonly total: 'sum' | 'ratio' | 'requery';
  /** Colours a difference. */
  readonly better: 'up' | 'down' | 'neither';
  readonly basis: 'event' | 'ledger' | 'estimate';
  /** `k-people`: withheld where fewer than k people stand behind it. */
  readonly privacy: 'k-people' | 'k-actions' | 'none';
  readonly roles: readonly MetricRole[];
  /** Where the label must name what it is divided by. */
  readonly denominator?: string;
};

type Shared = Pick<Metric, 'basis' | 'roles'>;

/** A count, a duration or an amount that sums over every row. */
export function summed(id: string, field: Field, shared: Shared & { unit?: MetricUnit; better?: Metric['better'] }): Metric {
  const { unit = 'count', better = 'up', basis, roles } = shared;
  return { id, unit, of: { sum: field }, additive: 'all', total: 'sum', better, basis, privacy: 'none', roles };
}

/** One metric divided by another; its total is the ratio of their totals. */
export function ratio(
  id: string,
  of: readonly [string, string],
  shared: Shared & { unit?: MetricUnit; better?: Metric['better']; per?: 1000; privacy?: Metric['privacy']; denominator?: string },
): Metric {
  const { unit = 'rate', better = 'up', basis, roles, per, privacy = 'none', denominator } = shared;
  return {
    id,
    unit,
    of: per === undefined ? { ratio: of } : { ratio: of, per },
    additive: false,
    total: 'ratio',
    better,
    basis,
    privacy,
    roles,
    ...(denominator !== undefined && { denominator }),
  };
}

/** Distinct consented people at the exact range and level of the row: rows of it never sum. */
export function people(id: string, roles: readonly MetricRole[]): Metric {
  return {
    id,
    unit: 'count',
    of: { distinct: 'person' },
    additive: false,
    total: 'requery',
    better: 'up',
    basis: 'event',
    privacy: 'k-people',
    roles,
  };
}
