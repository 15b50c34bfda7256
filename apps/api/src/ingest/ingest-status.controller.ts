import { Controller, Get, Inject } from '@nestjs/common';
import { Database } from '@flywheel/database';
import type { IngestStatus as Status } from '@flywheel/http/events';
import { IngestStatus } from '@flywheel/ingest';
import { Permit } from '../http/permit.ts';

@Controller('v1/ingest/status')
export class IngestStatusController {
  private readonly database: Database;
  private readonly ingestStatus: IngestStatus;

  constructor(@Inject(Database) database: Database, @Inject(IngestStatus) ingestStatus: IngestStatus) {
    this.database = database;
    this.ingestStatus = ingestStatus;
  }

  /** What came in today, per source and minute, and what waits. */
  @Get()
  @Permit('ingest', 'read')
  read(): Promise<Status> {
    return this.ingestStatus.run({ now: this.database.clock.now() });
  }
}
