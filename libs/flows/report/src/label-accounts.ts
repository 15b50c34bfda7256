import type { ReportRow } from '@flywheel/http/reports';
import { chart, parseAccount } from '@flywheel/ledger';

/** Puts the chart's name before the owner's: `2020 Held for campaign · Autumn sale`. */
export function labelAccounts(rows: readonly ReportRow[]): ReportRow[] {
  return rows.map((row) => {
    const { code } = parseAccount(row.key);
    return { ...row, label: [`${code} ${chart[code].name}`, row.label].filter((part) => part !== '').join(' · ') };
  });
}
