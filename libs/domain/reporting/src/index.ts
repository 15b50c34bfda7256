export { totalFields, valueOf, type Fields } from './algebra.ts';
export { compareRange, type DayRange } from './day-range.ts';
export { foldUnderK } from './fold-under-k.ts';
export type { Metric } from './metrics/metric.ts';
export { metricOf, metrics, metricText } from './metrics/registry.ts';
export type { GroupingId, ReportDefinition, ReportGrouping } from './report-definition.ts';
export { findReport, reportDefinitions } from './report-definitions.ts';
export { timeBuckets, type TimeBucket } from './time-buckets.ts';
export { isZone, startOfDay } from './zone.ts';
