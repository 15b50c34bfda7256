import { Body, Controller, Inject, Put } from '@nestjs/common';
import { Database } from '@flywheel/database';
import { upsertRequest, type UpsertRequest, type UpsertResponse } from '@flywheel/http/people';
import { UpsertViewers } from '@flywheel/ingest';
import { Edge, EdgeBody } from '../http/edge.ts';
import { Permit } from '../http/permit.ts';

@Edge()
@Controller('v1/viewers')
export class ViewersController {
  private readonly database: Database;
  private readonly upsertViewers: UpsertViewers;

  constructor(@Inject(Database) database: Database, @Inject(UpsertViewers) upsertViewers: UpsertViewers) {
    this.database = database;
    this.upsertViewers = upsertViewers;
  }

  /** Writes viewers, each checked on its own; answers with a result per item. */
  @Put()
  @Permit('viewers', 'write')
  @EdgeBody(upsertRequest)
  upsert(@Body() { items }: UpsertRequest): Promise<UpsertResponse> {
    return this.upsertViewers.run({ items, acceptedAt: this.database.clock.now() });
  }
}
