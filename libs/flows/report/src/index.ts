export { listMetrics, listReports } from './list-reports.ts';
export { RunReport, type ReportOutcome } from './run-report.ts';
export { toCsv } from './to-csv.ts';
export { ExportCell, type TraceFile } from './trace/export-cell.ts';
export { ExportCharges } from './trace/export-charges.ts';
export { ListCharges } from './trace/list-charges.ts';
export { TraceBatch } from './trace/trace-batch.ts';
export { TraceCell, type TraceRefusal } from './trace/trace-cell.ts';
export { TraceImpression } from './trace/trace-impression.ts';
