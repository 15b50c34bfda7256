import type { Database } from '@flywheel/database';
import { ExportCell, ExportCharges, ListCharges } from '@flywheel/report';

/** The lists of a trace: the charges of a batch on screen, and either list as a file. */
export class TraceFiles {
  readonly charges: ListCharges;
  readonly cell: ExportCell;
  readonly batch: ExportCharges;

  constructor(database: Database) {
    this.charges = new ListCharges(database);
    this.cell = new ExportCell(database);
    this.batch = new ExportCharges(database);
  }
}
