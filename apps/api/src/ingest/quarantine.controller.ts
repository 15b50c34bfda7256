import { Body, Controller, Get, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { Database } from '@flywheel/database';
import { quarantineQuery, replayRequest, type QuarantineList, type ReplayResponse } from '@flywheel/http/quarantine';
import { ListQuarantine, ReplayQuarantine } from '@flywheel/ingest';
import { parseBody, parseQuery } from '../http/parse.ts';
import { Permit } from '../http/permit.ts';

@Controller('v1/quarantine')
export class QuarantineController {
  private readonly database: Database;
  private readonly listQuarantine: ListQuarantine;
  private readonly replayQuarantine: ReplayQuarantine;

  constructor(
    @Inject(Database) database: Database,
    @Inject(ListQuarantine) listQuarantine: ListQuarantine,
    @Inject(ReplayQuarantine) replayQuarantine: ReplayQuarantine,
  ) {
    this.database = database;
    this.listQuarantine = listQuarantine;
    this.replayQuarantine = replayQuarantine;
  }

  /** The newest events that were set aside. */
  @Get()
  @Permit('quarantine', 'read')
  list(@Query() query: unknown): Promise<QuarantineList> {
    return this.listQuarantine.run(parseQuery(quarantineQuery, query));
  }

  /** Tries waiting events again; a dry run unless the body says otherwise. */
  @Post('replay')
  @HttpCode(200)
  @Permit('quarantine', 'replay')
  replay(@Body() body: unknown): Promise<ReplayResponse> {
    return this.replayQuarantine.run({ ...parseBody(replayRequest, body), acceptedAt: this.database.clock.now() });
  }
}
