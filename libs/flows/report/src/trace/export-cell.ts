import { readTracedBatches } from '@flywheel/analytics/traces';
import type { Database } from '@flywheel/database';
import type { Principal } from '@flywheel/http/roles';
import type { CellTraceQuery } from '@flywheel/http/traces';
import type { Instant } from '@flywheel/primitives';
import { batchViews } from './batch-views.ts';
import { openCell, traceOf, type OpenedCell, type TraceRefusal } from './trace-cell.ts';
import { eyesOf } from './trace-eyes.ts';
import { batchHead, batchLine, closingLines } from './trace-csv.ts';

const pageRows = 500;

/** A file that is being written, line by line. */
export type TraceFile = { readonly outcome: 'file'; readonly name: string; readonly lines: AsyncIterable<string> };

/** Every batch of a cell as a file whose lines add up to the cell: read a page at a time, whatever its length. */
export class ExportCell {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  async run(request: { query: CellTraceQuery; principal: Principal; now: Instant }): Promise<TraceFile | TraceRefusal> {
    const opened = await this.database.inSnapshot(async (tx) => {
      const cell = await openCell(tx, request);
      return 'outcome' in cell ? cell : { cell, trace: await traceOf(tx, cell) };
    });
    if ('outcome' in opened) return opened;
    const { report, by, from, to } = opened.trace;
    const demo = opened.cell.freshness.markedDemo ? 'demo-' : '';
    return { outcome: 'file', name: `${demo}trace-${report}-by-${by}-${from}-to-${to}.csv`, lines: this.lines(opened) };
  }

  /** Sealed minutes do not change, and which are sealed was asked once: pages that are read one after the other agree. */
  private async *lines({ cell, trace }: { cell: OpenedCell; trace: Awaited<ReturnType<typeof traceOf>> }): AsyncGenerator<string> {
    const { metrics } = cell.cell.plan;
    const ids = metrics.map((metric) => metric.id);
    const marks = { currency: trace.currency, world: cell.freshness.world ?? 'live' };
    yield batchHead(ids);
    let after: Parameters<typeof readTracedBatches>[2]['after'];
    while (!cell.withheld) {
      const page = await readTracedBatches(this.database.reports, cell.source, { after, limit: pageRows });
      const views = await batchViews(this.database.reports, page, { view: eyesOf(cell.cell.scope), metrics });
      for (const view of views) yield batchLine(view, ids, marks);
      after = page.at(-1);
      if (page.length < pageRows) break;
    }
    yield* closingLines(trace, ids, marks);
  }
}
