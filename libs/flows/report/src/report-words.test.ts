import { grouping, reportName } from '@flywheel/http/reports';
import { reportSources } from '@flywheel/analytics';
import { metrics, reportDefinitions } from '@flywheel/reporting';
import { metricList } from '@flywheel/http/metrics';
import { describe, expect, it } from 'vitest';
import { listMetrics, listReports } from './list-reports.ts';
import { readQuestion } from './asked-report.ts';

describe('the words of reports', () => {
  it('are the same on the wire, in the registry and in the SQL', () => {
    const names = reportDefinitions.map((report) => report.name).sort();
    expect([...reportName.options].sort()).toEqual(names);
    expect([...reportSources.keys()].sort()).toEqual(names);
    const groupings = new Set(reportDefinitions.flatMap((report) => report.groupings.map((each) => each.id)));
    expect([...groupings].sort()).toEqual([...grouping.options].sort());
  });

  it('list every report and every metric', () => {
    expect(listReports().reports).toHaveLength(reportDefinitions.length);
    expect(metricList.parse({ metrics: listMetrics() }).metrics).toHaveLength(metrics.length);
  });

  it('default to the first grouping and all its metrics', () => {
    expect(readQuestion({ id: 'q', report: 'creator-audience', by: 'interest' })).toMatchObject({ metrics: [{ id: 'people' }] });
    const asked = readQuestion({ id: 'q', report: 'revenue-by-day', sort: '-billings' });
    expect(asked).toMatchObject({ grouping: { id: 'day' }, sort: { descending: true, metric: { id: 'billings' } } });
  });

  it('are refused by name when a report does not know them', () => {
    expect(readQuestion({ id: 'q', report: 'revenue-by-day', by: 'account', metrics: ['reinvested'] })).toMatchObject({ field: 'metrics' });
    expect(readQuestion({ id: 'q', report: 'flywheel', by: 'day' })).toMatchObject({ field: 'by' });
  });
});
