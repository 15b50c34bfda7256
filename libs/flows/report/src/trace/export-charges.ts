import { readFreshness } from '@flywheel/analytics';
import type { Database } from '@flywheel/database';
import type { Principal } from '@flywheel/http/roles';
import type { ChargeList, ChargesQuery } from '@flywheel/http/traces';
import type { TraceFile } from './export-cell.ts';
import { ListCharges } from './list-charges.ts';
import type { TraceRefusal } from './trace-cell.ts';
import { chargeHead, chargeLine, chargeTotal } from './trace-csv.ts';

const pageRows = 20_000;

/** Every charge of a batch, as its reader may see them, as a file whose lines add up to the batch. */
export class ExportCharges {
  private readonly database: Database;
  private readonly list: ListCharges;

  constructor(database: Database) {
    this.database = database;
    this.list = new ListCharges(database);
  }

  async run(request: { batch: string; query: ChargesQuery; principal: Principal }): Promise<TraceFile | TraceRefusal> {
    const first = await this.page(request, 0);
    if (first.outcome !== 'traced') return first;
    const { world, markedDemo } = await readFreshness(this.database.reports);
    const name = `${markedDemo ? 'demo-' : ''}trace-${request.batch}.csv`;
    return { outcome: 'file', name, lines: this.lines(request, first.list, world ?? 'live') };
  }

  private page(request: { batch: string; query: ChargesQuery; principal: Principal }, skip: number): ReturnType<ListCharges['run']> {
    return this.list.run({ ...request, query: { ...request.query, skip, limit: pageRows } });
  }

  private async *lines(request: Parameters<ExportCharges['run']>[0], first: ChargeList, world: string): AsyncGenerator<string> {
    const marks = { currency: first.currency, world };
    yield chargeHead();
    for (let list = first; ;) {
      for (const charge of list.charges) yield chargeLine(charge, marks);
      const next = list.nextSkip === null ? undefined : await this.page(request, list.nextSkip);
      if (next?.outcome !== 'traced') break;
      list = next.list;
    }
    yield chargeTotal(first, marks);
  }
}
