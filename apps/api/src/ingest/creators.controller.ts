import { Body, Controller, Inject, Put } from '@nestjs/common';
import { Database } from '@flywheel/database';
import { upsertRequest, type UpsertRequest, type UpsertResponse } from '@flywheel/http/people';
import { UpsertCreators } from '@flywheel/ingest';
import { Edge, EdgeBody } from '../http/edge.ts';
import { Permit } from '../http/permit.ts';

@Edge()
@Controller('v1/creators')
export class CreatorsController {
  private readonly database: Database;
  private readonly upsertCreators: UpsertCreators;

  constructor(@Inject(Database) database: Database, @Inject(UpsertCreators) upsertCreators: UpsertCreators) {
    this.database = database;
    this.upsertCreators = upsertCreators;
  }

  /** Writes creators, each checked on its own; answers with a result per item. */
  @Put()
  @Permit('creators', 'write')
  @EdgeBody(upsertRequest)
  upsert(@Body() { items }: UpsertRequest): Promise<UpsertResponse> {
    return this.upsertCreators.run({ items, acceptedAt: this.database.clock.now() });
  }
}
