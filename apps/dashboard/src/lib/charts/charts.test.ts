import { describe, expect, it } from 'vitest';
import { reportResult, type ReportResult } from '@flywheel/http/reports';
import { kpisOf } from '#lib/reports/kpis.ts';
import { isEmpty, tableOf } from '#lib/reports/table.ts';
import { axisText, formatValue } from '#lib/reports/values.ts';
import { sparkPath } from '#lib/ui/spark-path.ts';
import { describeSeries, trendOf } from './describe.ts';
import { flowChart } from './flow-chart.ts';
import { stepTo } from './step-to.ts';
import { timeChart } from './time-chart.ts';

const metric = (id: string, unit: string, more: object = {}) => ({
  kind: 'metric',
  id,
  unit,
  label: id,
  short: id,
  definition: `what ${id} is`,
  additive: 'all',
  total: 'sum',
  better: 'up',
  basis: 'event',
  privacy: 'none',
  denominator: null,
  ...more,
});
const spend = metric('spend', 'money', { currency: 'USD', better: 'neither' });
const day = (date: string, incomplete = false) => ({
  key: date,
  label: date,
  from: `${date}T00:00:00Z`,
  to: `${date}T23:59:59Z`,
  incomplete,
});

const byDay: ReportResult = reportResult.parse({
  id: 'main',
  report: 'advertiser-performance',
  by: 'day',
  columns: [
    { kind: 'dimension', id: 'day', label: 'Day', type: 'time' },
    metric('reach', 'count', { additive: false, total: 'requery' }),
    spend,
  ],
  buckets: [day('2026-11-01'), day('2026-11-02'), day('2026-11-03', true)],
  series: { reach: [100, null, 40], spend: ['3333', '3333', '3334'] },
  rows: [
    { kind: 'row', key: '2026-11-01', label: '2026-11-01', values: { reach: 100, spend: '3333' } },
    { kind: 'row', key: '2026-11-02', label: '2026-11-02', values: { reach: null, spend: '3333' }, withheld: ['reach'] },
    { kind: 'row', key: '2026-11-03', label: '2026-11-03', values: { reach: 40, spend: '3334' } },
  ],
  totals: { values: { reach: 120, spend: '10000' } },
  rowCount: 3,
  previous: {
    buckets: [day('2026-10-25')],
    series: { reach: [60], spend: ['0'] },
    rows: [],
    totals: { values: { reach: 60, spend: '0' } },
    rowCount: 1,
  },
  suppressed: { rows: 0, k: 50 },
});

describe('a chart over time', () => {
  const view = timeChart(byDay, { title: 'Reach', metrics: ['reach'] });
  it('keeps gaps as gaps and never draws a withheld value as zero', () => {
    expect(view?.series[0]?.values).toEqual([100, null, 40]);
    expect(view?.points[1]).toContain('–');
  });
  it('says total, change, extremes and trend, the total as the api gave it', () => {
    expect(view?.summary).toBe(
      'reach: total 120, up 100.0% on the compared range. Highest 100 on Nov 1, lowest 40 on Nov 3. Trend: falling.',
    );
  });
  it('marks the bucket that still runs and shows the compared range beside it', () => {
    expect(view?.incompleteFrom).toBe(2);
    expect(view?.series.map((each) => each.role)).toEqual(['main', 'comparison']);
    expect(view?.points[0]).toBe('Nov 1: reach 100, Compared range 60');
  });
  it('is nothing when the metric is unknown', () => {
    expect(timeChart(byDay, { title: 'x', metrics: ['nothing'] })).toBeUndefined();
  });
});

describe('a table of a report', () => {
  const table = tableOf(byDay, { caption: 'By day' });
  it('shows amounts that add up to the shown total', () => {
    expect(table.rows.map((row) => row.cells[1])).toEqual(['0.00', '0.00', '0.01']);
    expect(table.totals?.[1]).toBe('0.01');
  });
  it('takes the total of people from the api, never from the rows', () => {
    expect(table.totals?.[0]).toBe('120');
  });
  it('says what is withheld, and names the currency in the header', () => {
    expect(table.rows[1]?.cells[0]).toBe('under 50');
    expect(table.columns.map((column) => column.label)).toEqual(['Day', 'reach', 'spend (USD)']);
  });
  it('knows when there is nothing', () => {
    expect(isEmpty(byDay)).toBe(false);
    expect(isEmpty({ ...byDay, rows: [] })).toBe(true);
  });
});

describe('key figures', () => {
  it('come from the totals; from zero an amount is new', () => {
    const [reach, money] = kpisOf(byDay, ['reach', 'spend', 'unknown']);
    expect(reach).toMatchObject({ value: '120', delta: { text: '+100.0%' }, spark: [100, null, 40] });
    expect(money).toMatchObject({ value: '$0.01', delta: { text: 'new', tone: 'neutral' } });
  });
});

describe('flows', () => {
  it('have names, sentences and a table; nothing flows when the amount is zero', () => {
    const flow = reportResult.parse({
      ...byDay,
      report: 'flywheel',
      by: 'flow',
      columns: [
        { kind: 'dimension', id: 'flow', label: 'Flow', type: 'id' },
        { ...spend, id: 'flow_amount', label: 'Amount' },
      ],
      rows: [
        { kind: 'row', key: 'spend>creators', label: 'Ad spend → Creators', values: { flow_amount: '55000000' } },
        { kind: 'row', key: 'spend>platform', label: 'Ad spend → Platform', values: { flow_amount: '0' } },
      ],
      totals: { values: { flow_amount: '55000000' } },
      previous: null,
    });
    const view = flowChart(flow, 'Where revenue went');
    expect(view?.points).toEqual(['Ad spend to Creators: $55.00']);
    expect(view?.table.rows).toHaveLength(2);
  });
});

describe('small parts', () => {
  it('arrow keys stop at both ends', () => {
    expect(stepTo('ArrowRight', null, 3)).toBe(0);
    expect(stepTo('ArrowRight', 2, 3)).toBe(2);
    expect(stepTo('ArrowLeft', null, 3)).toBe(2);
    expect(stepTo('End', 0, 3)).toBe(2);
    expect(stepTo('Tab', 0, 3)).toBeUndefined();
    expect(stepTo('Home', 0, 0)).toBeUndefined();
  });
  it('a spark lifts its pen over gaps', () => {
    expect(sparkPath([1, null, 2], 100, 32)).toBe('M0.0 16.0M100.0 1.0');
  });
  it('trends compare thirds', () => {
    expect([trendOf([1, 1, 2]), trendOf([2, 1, 1]), trendOf([0, 0]), trendOf([100, 5, 101])]).toEqual([
      'rising',
      'falling',
      'level',
      'level',
    ]);
  });
  it('an empty series says so', () => {
    expect(describeSeries({ label: 'Views', values: [null], texts: ['–'], buckets: ['Nov 1'] }, '0', null)).toBe(
      'Views: no values in this range.',
    );
  });
  it('ticks are compact, a price has its decimals', () => {
    expect(axisText({ unit: 'money', currency: 'USD' }, 25_000)).toBe('$25K');
    expect(axisText({ unit: 'micro-price', currency: 'USD' }, 0.0035)).toBe('$0.0035');
    expect(formatValue({ ...byDay.columns[2], unit: 'money' } as never, null)).toBe('–');
  });
});
