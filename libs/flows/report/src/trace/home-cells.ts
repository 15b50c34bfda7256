import type { TracedCharge } from '@flywheel/analytics/traces';
import type { HomeCell, TraceView } from '@flywheel/http/traces';
import type { Id, Instant } from '@flywheel/primitives';

const dayMs = 86_400_000;

/** Whose eyes, which batch, and whether its entry was booked by an agent. */
export type CellsOf = { view: TraceView; bucket: Instant; campaign: Id<'cmp'>; agent: boolean };

/** The cells of reports that count a charge, with days in UTC: those that the eyes have pages of. */
export function homeCells(charge: TracedCharge, at: CellsOf): HomeCell[] {
  const from = new Date(at.bucket).toISOString().slice(0, 10);
  const days = { from, to: new Date(Date.parse(`${from}T00:00:00Z`) + dayMs).toISOString().slice(0, 10) };
  switch (at.view) {
    case 'finance':
      return [
        { report: 'revenue-by-day', by: 'day', key: from, label: `Revenue of ${from}`, ...days },
        { report: 'revenue-by-day', by: 'campaign', key: at.campaign, label: `Revenue of this campaign on ${from}`, ...days },
        at.agent
          ? { report: 'ledger-by-account', by: 'ledger_account', key: '4020', label: `Platform fee (4020) on ${from}`, ...days }
          : { report: 'ledger-by-account', by: 'ledger_account', key: '4010', label: `Ad revenue (4010) on ${from}`, ...days },
        ...(charge.creator === null
          ? []
          : [
              {
                report: 'ledger-by-account' as const,
                by: 'ledger_account' as const,
                key: `2110:${charge.creator}`,
                label: `Earnings of its creator (2110) on ${from}`,
                ...days,
              },
            ]),
      ];
    case 'advertiser':
      return [
        { report: 'advertiser-performance', by: 'day', key: from, label: `Spend of ${from}`, ...days },
        { report: 'advertiser-performance', by: 'campaign', key: at.campaign, label: `Spend of this campaign on ${from}`, ...days },
      ];
    case 'creator':
      return [
        { report: 'creator-earnings', by: 'day', key: from, label: `Earnings of ${from}`, ...days },
        { report: 'creator-earnings', by: 'content', key: charge.content ?? '', label: `Earnings of this content on ${from}`, ...days },
      ];
  }
}
