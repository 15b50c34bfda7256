import type { PromoGrant } from '@flywheel/http/promos';
import { formatDay, formatMoment } from '#lib/format/dates.ts';
import { formatMoney } from '#lib/format/money.ts';
import type { TableView } from '#lib/reports/table.ts';

/** What the row of a grant is headed by, and where it leads. */
type RowHead = { readonly label: string; readonly href?: string };

/** Grants of promotional credit: what was given, what is left, and until when. `headOf` names each row. */
export function promoTable(grants: readonly PromoGrant[], head: string, headOf: (grant: PromoGrant) => RowHead): TableView {
  return {
    caption: 'Promotional credit',
    columns: [
      { id: 'head', label: head, numeric: false },
      { id: 'granted', label: 'Granted', numeric: true },
      { id: 'left', label: 'Left', numeric: true },
      { id: 'ends', label: 'Ends (UTC)', numeric: false },
      { id: 'used', label: 'Set aside or spent', numeric: true },
      { id: 'back', label: 'Taken back', numeric: true },
      { id: 'reason', label: 'Reason', numeric: false },
    ],
    rows: grants.map((each) => ({
      key: each.entry,
      ...headOf(each),
      cells: [
        formatMoney(each.grantedMicros, each.currency),
        formatMoney(each.leftMicros, each.currency),
        each.expiresAt === null ? 'never' : endText(each.expiresAt),
        formatMoney(usedOf(each), each.currency),
        formatMoney(each.takenBackMicros, each.currency),
        each.reason ?? '',
      ],
    })),
  };
}

/** When credit ends, in UTC: at midnight it is the day before that counts, `end of Mar 31, 2027`; else the moment. */
export function endText(expiresAt: string): string {
  const at = Date.parse(expiresAt);
  if (at % 86_400_000 !== 0) return formatMoment(expiresAt);
  return `end of ${formatDay(new Date(at - 1).toISOString().slice(0, 10))}`;
}

/** What of a grant is neither left nor taken back: set aside for campaigns, or spent. */
export function usedOf({ grantedMicros, leftMicros, takenBackMicros }: PromoGrant): bigint {
  return BigInt(grantedMicros) - BigInt(leftMicros) - BigInt(takenBackMicros);
}

/** What is left of all grants, and the next end of one that holds something; undefined where none ends. */
export function promoLeft(grants: readonly PromoGrant[]): { leftMicros: bigint; endsNext: string | undefined } {
  const full = grants.filter((each) => each.leftMicros !== '0');
  const ends = full.flatMap((each) => each.expiresAt ?? []).sort();
  return { leftMicros: full.reduce((sum, each) => sum + BigInt(each.leftMicros), 0n), endsNext: ends[0] };
}
