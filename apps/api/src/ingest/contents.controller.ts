import { Body, Controller, Inject, Put } from '@nestjs/common';
import { Database } from '@flywheel/database';
import { upsertRequest, type UpsertRequest, type UpsertResponse } from '@flywheel/http/people';
import { UpsertContents } from '@flywheel/ingest';
import { Edge, EdgeBody } from '../http/edge.ts';
import { Permit } from '../http/permit.ts';

@Edge()
@Controller('v1/contents')
export class ContentsController {
  private readonly database: Database;
  private readonly upsertContents: UpsertContents;

  constructor(@Inject(Database) database: Database, @Inject(UpsertContents) upsertContents: UpsertContents) {
    this.database = database;
    this.upsertContents = upsertContents;
  }

  /** Writes contents, each checked on its own; answers with a result per item. */
  @Put()
  @Permit('contents', 'write')
  @EdgeBody(upsertRequest)
  upsert(@Body() { items }: UpsertRequest): Promise<UpsertResponse> {
    return this.upsertContents.run({ items, acceptedAt: this.database.clock.now() });
  }
}
