import { describe, expect, it } from 'vitest';
import { metricOf } from './metrics/registry.ts';
import { findReport, reportDefinitions } from './report-definitions.ts';

describe('report definitions', () => {
  it('name only metrics that the registry knows, and each report once', () => {
    for (const report of reportDefinitions) for (const id of report.metrics) expect(metricOf(id).id).toBe(id);
    expect(new Set(reportDefinitions.map((report) => report.name)).size).toBe(reportDefinitions.length);
  });

  it('show a reader only metrics meant for his role', () => {
    for (const report of reportDefinitions) {
      for (const id of report.metrics)
        expect(metricOf(id).roles, `${report.name} ${id}`).toEqual(expect.arrayContaining([...report.readers]));
    }
  });

  it('find a report by name only', () => {
    expect(findReport('flywheel')?.scope).toBe('platform');
    expect(findReport('constructor')).toBeUndefined();
  });
});
