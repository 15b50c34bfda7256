import type { ReportResult } from '@flywheel/http/reports';
import { locale } from '#lib/format/locale.ts';

const names = new Intl.DisplayNames(locale, { type: 'region', fallback: 'code' });

/** A result by country with names instead of ISO 3166 codes; a label that is no such code stays as it is. */
export function withCountryNames(result: ReportResult): ReportResult {
  if (result.by !== 'country') return result;
  return {
    ...result,
    rows: result.rows.map((row) => (/^[A-Z]{2}$/.test(row.label) ? { ...row, label: names.of(row.label) ?? row.label } : row)),
  };
}
