import type { NoFillReason } from '@flywheel/auction';
import type { ServingAdRow } from '@flywheel/database/serving';

/** The first configured reason against an ad that comes before its dates: its audience, its account, the choice of its people. */
export function codeBeforeDates(row: ServingAdRow): NoFillReason {
  if (row.audienceObstacle !== 0) return row.audienceObstacle;
  if (!row.accountActive) return 520;
  return row.configuredStatus === 'active' ? 0 : 521;
}

/** The first configured reason that comes after its dates: its money, its creative. */
export function codeAfterDates(row: ServingAdRow): NoFillReason {
  if (row.fundedMicros <= 0n) return 582;
  if (row.reviewState === 'pending') return 201;
  return row.reviewState === 'rejected' ? 202 : 0;
}
