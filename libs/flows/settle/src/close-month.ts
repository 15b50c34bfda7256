import { createHash } from 'node:crypto';
import type { Database } from '@flywheel/database';
import { postEntry } from '@flywheel/database/ledger';
import { closePeriod, lockMonth, readClosedPeriod, readMovements } from '@flywheel/database/periods';
import { monthClose, snapshotText, type Period } from '@flywheel/ledger';
import type { Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import { closeFindings, type CloseFinding } from './checks/close-findings.ts';

/** Closed with its snapshot's hash, or refused with everything that stands against it. */
export type MonthClosing = { outcome: 'closed'; snapshotSha256: string } | { outcome: 'refused'; findings: CloseFinding[] };

/**
 * Closes a month: nothing may be missing in it (the gate), its income and expenses go to retained earnings, and its movements are kept
 * with their hash. From then on the database refuses posts into it.
 */
export class CloseMonth {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  run(request: { period: Period; now: Instant; actor: string }): Promise<MonthClosing> {
    return this.database.inTransaction((tx) => close(tx, request));
  }
}

async function close(tx: Tx, { period, now, actor }: { period: Period; now: Instant; actor: string }): Promise<MonthClosing> {
  await tx.query(`SET LOCAL statement_timeout = '60s'`);
  await lockMonth(tx, period);
  if (await readClosedPeriod(tx, period)) {
    return { outcome: 'refused', findings: [{ gate: 'already-closed', detail: 'the month was closed before' }] };
  }
  const findings = await closeFindings(tx, period, now);
  if (findings.length > 0) return { outcome: 'refused', findings };
  const version = 1;
  const movements = await readMovements(tx, period);
  const entry = monthClose({ period, version, movements, actor });
  if (entry) await postEntry(tx, entry);
  const snapshot = snapshotText({ period, version, closedAt: new Date(now).toISOString(), movements });
  const snapshotSha256 = createHash('sha256').update(snapshot).digest('hex');
  await closePeriod(tx, { period, version, now, actor, snapshot, sha256: snapshotSha256 });
  return { outcome: 'closed', snapshotSha256 };
}
