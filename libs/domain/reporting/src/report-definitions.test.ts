import { describe, expect, it } from 'vitest';
import { metricOf } from './metrics/registry.ts';
import { findReport, reportDefinitions } from './report-definitions.ts';

describe('report definitions', () => {
  it('name only metrics that the registry knows, and each report once', () => {
    for (const report of reportDefinitions) for (const id of report.metrics) expect(metricOf(id).id).toBe(id);
    expect(new Set(reportDefinitions.map((report) => report.name)).size).toBe(reportDefinitions.length);
  });

  it('show a creator and an advertiser only metrics meant for them', () => {
    const reader = { account: 'advertiser', campaign: 'advertiser', creator: 'creator', platform: undefined } as const;
    for (const report of reportDefinitions) {
      const role = reader[report.scope];
      if (role) for (const id of report.metrics) expect(metricOf(id).roles, `${report.name} ${id}`).toContain(role);
    }
  });

  it('find a report by name only', () => {
    expect(findReport('flywheel')?.scope).toBe('platform');
    expect(findReport('constructor')).toBeUndefined();
  });
});
