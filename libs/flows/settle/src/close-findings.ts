import { readTrialBalance } from '@flywheel/database/ledger';
import { countUnsealedMinutes, readOpenMonthsBefore } from '@flywheel/database/periods';
import { readLadder } from '@flywheel/database/reconciliation';
import { periodBounds, type Period } from '@flywheel/ledger';
import type { Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import { isLevel } from './reconcile.ts';

/** Why a month can not be closed, with a sentence for the person who wants to. */
export type CloseFinding = {
  gate: 'not-over' | 'already-closed' | 'earlier-month-open' | 'unsealed-minutes' | 'ladder' | 'trial-balance';
  detail: string;
};

/** Everything that stands against closing the month now; nothing when the gate is open. */
export async function closeFindings(tx: Tx, period: Period, now: Instant): Promise<CloseFinding[]> {
  const { from, until } = periodBounds(period);
  if (now < until) return [{ gate: 'not-over', detail: `the month ends at ${new Date(until).toISOString()}` }];
  const findings: CloseFinding[] = [];
  const earlier = await readOpenMonthsBefore(tx, period);
  if (earlier.length > 0) findings.push({ gate: 'earlier-month-open', detail: `close first: ${earlier.join(', ')}` });
  const unsealed = await countUnsealedMinutes(tx, from, until);
  if (unsealed > 0) findings.push({ gate: 'unsealed-minutes', detail: `${unsealed} minutes of the month are not sealed` });
  for (const step of (await readLadder(tx)).filter((each) => !isLevel(each))) {
    findings.push({
      gate: 'ladder',
      detail: `step ${step.step}, ${step.name}: ${step.differenceN} rows, ${step.differenceMicros ?? 0n} micros apart`,
    });
  }
  const sums = new Map<string, bigint>();
  for (const row of await readTrialBalance(tx)) sums.set(row.currency, (sums.get(row.currency) ?? 0n) + row.debitMicros - row.creditMicros);
  for (const [currency, sum] of sums) {
    if (sum !== 0n) findings.push({ gate: 'trial-balance', detail: `debits and credits are ${sum} micros ${currency} apart` });
  }
  return findings;
}
