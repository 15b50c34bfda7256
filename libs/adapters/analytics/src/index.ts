export { readFreshness, type Freshness } from './reports/read-freshness.ts';
export type { ReportSource, SourceAnswer, SourceQuestion, SourceRow } from './reports/report-source.ts';
export { reportSources } from './reports/report-sources.ts';
