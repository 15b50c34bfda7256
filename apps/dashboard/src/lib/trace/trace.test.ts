import type { ReportRow } from '@flywheel/http/reports';
import { describe, expect, it } from 'vitest';
import { amountHref } from './cell-links.ts';
import { cellQuery, chargesQuery, readTrace, reportHref, traceHref } from './trace-address.ts';

const row = (key: string, kind: ReportRow['kind'] = 'row'): ReportRow => ({ kind, key, label: key, values: {} });
const days = { from: '2026-11-01', to: '2026-11-30' };

describe('the address of a trace', () => {
  it('is read as it was written, empty keys too, and days that do not exist are left out', () => {
    const address = { report: 'creator-earnings', by: 'content', key: '', ...days, creator: 'crt_1' };
    expect(readTrace(new URL(traceHref(address), 'http://here').searchParams)).toEqual(address);
    expect(readTrace(new URLSearchParams('report=flywheel&from=2026-02-30&to=2026-03-01'))).toEqual({
      report: 'flywheel',
      to: '2026-03-01',
    });
  });

  it('ends its range a day later for the api, which leaves the end out', () => {
    expect(cellQuery({ report: 'flywheel', ...days })).toBe('report=flywheel&from=2026-11-01&to=2026-12-01');
  });

  it('narrows a batch to a row only where the row holds a part of it', () => {
    const shared = { report: 'advertiser-performance', account: 'acc_1', ...days };
    expect(chargesQuery({ ...shared, by: 'placement', key: 'feed' })).toBe('account=acc_1&by=placement&key=feed');
    expect(chargesQuery({ ...shared, by: 'day', key: '2026-11-20' })).toBe('account=acc_1');
    expect(chargesQuery({ ...shared, by: 'placement' })).toBe('account=acc_1');
  });

  it('leads back to the page of its report', () => {
    const page = (report: string, more = {}) => reportHref({ report, ...days, ...more })?.href.split('?')[0];
    expect([page('revenue-by-day'), page('ledger-by-account'), page('creator-content')]).toEqual([
      '/finance/revenue',
      '/finance/ledger',
      '/creator/earnings',
    ]);
    expect(page('campaign-detail', { campaign: 'cmp_1' })).toBe('/advertiser/campaigns/cmp_1');
    expect(reportHref({})).toBeUndefined();
  });
});

describe('an amount leads to what it is made of', () => {
  const revenue = { report: 'revenue-by-day', by: 'day' } as const;
  const of = (metric: string, value: string | number | null, at?: ReportRow) =>
    amountHref(revenue, { metric, value, ...(at && { row: at }) }, days);

  it('of a row, and of the total', () => {
    expect(of('billings', '139', row('2026-11-20'))).toBe(
      '/trace?v=1&report=revenue-by-day&by=day&key=2026-11-20&from=2026-11-01&to=2026-11-30',
    );
    expect(of('billings', '139')).toBe('/trace?v=1&report=revenue-by-day&by=day&from=2026-11-01&to=2026-11-30');
  });

  it('unless there is nothing, it is no amount of batches, or too few people stand behind it', () => {
    expect([of('billings', '0'), of('billings', null), of('take_rate', 0.45), of('reinvested', '5')]).toEqual([...Array(4)]);
    expect(of('billings', '139', row('', 'under-k'))).toBeUndefined();
    const flow = (key: string) =>
      amountHref({ report: 'flywheel', by: 'flow' }, { row: row(key), metric: 'flow_amount', value: '1' }, days);
    expect([flow('spend>creators') === undefined, flow('platform>kept') === undefined]).toEqual([false, true]);
    const country = { report: 'campaign-detail', by: 'country' } as const;
    const spent = { row: row('SE'), metric: 'spend', value: '1' };
    expect(amountHref(country, spent, { ...days, account: 'acc_1' })).toBeUndefined();
    expect(amountHref(country, spent, days)).toContain('key=SE');
  });
});
