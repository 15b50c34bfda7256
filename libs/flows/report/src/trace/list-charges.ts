import { readChargeTotals, readTracedCharges, type ChargeFilter } from '@flywheel/analytics/traces';
import type { Database } from '@flywheel/database';
import type { Principal } from '@flywheel/http/roles';
import type { ChargeList, ChargesQuery, TraceView } from '@flywheel/http/traces';
import type { Tx } from '@flywheel/runtime';
import { batchNameText } from '@flywheel/http/batch-name';
import { stateOf } from './batch-views.ts';
import { chargeView } from './charge-view.ts';
import { openBatch, type OpenedBatch } from './open-batch.ts';
import type { TraceRefusal } from './trace-cell.ts';

export type ChargesOutcome = { readonly outcome: 'traced'; readonly list: ChargeList } | TraceRefusal;

/** The charges of a batch, a page at a time, as one person may see them: all, or those of one row of a report. */
export class ListCharges {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  async run(request: { batch: string; query: ChargesQuery; principal: Principal }): Promise<ChargesOutcome> {
    const { account, campaign, creator, by, key } = request.query;
    return this.database.inSnapshot(async (tx) => {
      const opened = await openBatch(tx, { ...request, scope: { account, campaign, creator } });
      if ('outcome' in opened) return opened;
      if (opened.view !== 'finance' && (by === 'country' || by === 'device'))
        return { outcome: 'refused', field: 'by', detail: 'no single impression is shown with where or on what it was seen' };
      const list = await listOf(tx, opened, { filter: { creator, by, key }, query: request.query });
      return list ? { outcome: 'traced', list } : { outcome: 'hidden' };
    });
  }
}

/** Undefined where a creator has nothing in it: then it is not there for him. */
async function listOf(
  tx: Tx,
  { name, view, stored, currency }: OpenedBatch,
  { filter, query }: { filter: ChargeFilter; query: ChargesQuery },
): Promise<ChargeList | undefined> {
  const totals = await readChargeTotals(tx, name, filter);
  if (filter.creator !== undefined && totals.rows === 0) return undefined;
  const charges = await readTracedCharges(tx, name, { filter, skip: query.skip, limit: query.limit });
  const next = query.skip + charges.length;
  return {
    view,
    batch: batchNameText(name),
    state: stored ? stateOf(stored) : 'unsealed',
    currency,
    by: query.by ?? null,
    key: query.key ?? null,
    totals: { rows: totals.rows, notBilled: totals.notBilled, ...amountsOf(totals, view) },
    charges: charges.map((charge) => chargeView(charge, view)),
    nextSkip: next < totals.rows ? next : null,
  };
}

function amountsOf(
  totals: { priceMicros: bigint; shareMicros: bigint | null },
  view: TraceView,
): Pick<ChargeList['totals'], 'priceMicros' | 'shareMicros'> {
  const price = { priceMicros: totals.priceMicros.toString() };
  const share = { shareMicros: totals.shareMicros?.toString() ?? null };
  return view === 'finance' ? { ...price, ...share } : view === 'advertiser' ? price : share;
}
