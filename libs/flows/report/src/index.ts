export { listMetrics, listReports } from './list-reports.ts';
export { RunReport, type ReportOutcome } from './run-report.ts';
export { toCsv } from './to-csv.ts';
