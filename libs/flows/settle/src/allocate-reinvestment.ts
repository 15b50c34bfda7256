import type { Database } from '@flywheel/database';
import { postEntry, readCreditBalance } from '@flywheel/database/ledger';
import {
  insertReinvestment,
  listReinvestments,
  lockMonth,
  readClosedPeriod,
  type ClosedPeriod,
  type ReinvestmentRun,
} from '@flywheel/database/periods';
import { reinvestment, reinvestmentBasis, type Period } from '@flywheel/ledger';
import { newId, type Instant, type Random } from '@flywheel/primitives';
import { allocateReinvestment, firstReinvestmentRule } from '@flywheel/revenue';
import type { Tx } from '@flywheel/runtime';

/** `replayed`: the month's run stands already. Refused for an open month, a basis of nothing or less, or more than is retained. */
export type Reinvested =
  | { outcome: 'posted' | 'replayed'; run: ReinvestmentRun }
  | { outcome: 'refused'; reason: 'period-open' | 'nothing-to-allocate' | 'beyond-retained' };

type Request = { period: Period; now: Instant; actor: string };
const currency = 'USD';

/** Sets a part of a closed month's net revenue aside for the funds that the rule names; one run a month, posted into the current month. */
export class AllocateReinvestment {
  private readonly database: Database;
  private readonly random: Random;

  constructor(database: Database, random: Random) {
    this.database = database;
    this.random = random;
  }

  run(request: Request): Promise<Reinvested> {
    return this.database.inTransaction(async (tx) => {
      // Two runs of one month come one after the other.
      await lockMonth(tx, request.period);
      const closed = await readClosedPeriod(tx, request.period);
      if (!closed) return { outcome: 'refused', reason: 'period-open' };
      const [before] = await listReinvestments(tx, request.period);
      return before ? { outcome: 'replayed', run: before } : this.allocate(tx, closed, request);
    });
  }

  private async allocate(tx: Tx, { snapshot, sha256 }: ClosedPeriod, { period, now, actor }: Request): Promise<Reinvested> {
    const rule = firstReinvestmentRule;
    const basisMicros = reinvestmentBasis(snapshot.movements, currency);
    const allocation = allocateReinvestment(basisMicros, rule);
    if (!allocation) return { outcome: 'refused', reason: 'nothing-to-allocate' };
    const { totalMicros, funds } = allocation;
    if (totalMicros > (await readCreditBalance(tx, '3020', currency))) return { outcome: 'refused', reason: 'beyond-retained' };
    const { entry } = await postEntry(
      tx,
      reinvestment({ period, currency, funds, snapshotSha256: sha256, ruleVersion: rule.version, at: now, actor }),
    );
    const run: ReinvestmentRun = {
      run: newId('rei', now, this.random),
      period,
      currency,
      basisMicros,
      rateBps: rule.rateBps,
      amountMicros: totalMicros,
      funds,
      snapshotSha256: sha256,
      entry,
      postedAt: now,
      postedBy: actor,
    };
    await insertReinvestment(tx, run);
    return { outcome: 'posted', run };
  }
}
