import { runClaims } from '@flywheel/database/auditing';
import { readTrialBalance } from '@flywheel/database/ledger';
import { countUnsealedMinutes, readOpenMonthsBefore } from '@flywheel/database/periods';
import { readLadder, type LadderStep } from '@flywheel/database/reconciliation';
import { isSeeding, readWorld } from '@flywheel/database/world';
import { periodBounds, type Period } from '@flywheel/ledger';
import type { Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import { isLevel } from './reconcile.ts';

/** Why a month can not be closed, with a sentence for the person who wants to. */
export type CloseFinding = {
  gate: 'not-over' | 'already-closed' | 'earlier-month-open' | 'unsealed-minutes' | 'ladder' | 'audit' | 'trial-balance';
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
      detail: `step ${step.step}, ${step.name}: ${step.apart} rows differ, by ${step.differenceN} and ${amountOf(step)} as a whole`,
    });
  }
  findings.push(...(await auditFindings(tx)));
  const sums = new Map<string, bigint>();
  for (const row of await readTrialBalance(tx)) sums.set(row.currency, (sums.get(row.currency) ?? 0n) + row.debitMicros - row.creditMicros);
  for (const [currency, sum] of sums) {
    if (sum !== 0n) findings.push({ gate: 'trial-balance', detail: `debits and credits are ${sum} micros ${currency} apart` });
  }
  return findings;
}

function amountOf({ differenceMicros, currency }: LadderStep): string {
  return `${differenceMicros ?? 0n} micros${currency ? ` ${currency}` : ''}`;
}

/** Every claim of the auditor with a row against it. While a past is made, nobody takes its effects out of the outbox yet. */
async function auditFindings(tx: Tx): Promise<CloseFinding[]> {
  const making = (await isSeeding(tx)) || (await readWorld(tx))?.name === 'replay';
  const hit = (await runClaims(tx)).filter(({ claim, hits }) => hits > 0 && !(making && claim === 'outbox'));
  return hit.map(({ claim, hits, rows: [first] }) => ({
    gate: 'audit',
    detail: `claim ${claim}: ${hits} rows against it, the first ${first?.key ?? ''}: ${first?.reason ?? ''}`,
  }));
}
