export { listReports } from './list-reports.ts';
export { toMetricView } from './report-columns.ts';
export { RunReport, type ReportOutcome } from './run-report.ts';
export { toCsv } from './to-csv.ts';
