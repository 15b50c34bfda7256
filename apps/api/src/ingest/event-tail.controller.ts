import { Controller, Get, Inject, Query } from '@nestjs/common';
import { Database } from '@flywheel/database';
import { tailQuery, type EventTail } from '@flywheel/http/event-tail';
import { RecentEvents } from '@flywheel/ingest';
import type { Env } from '@flywheel/runtime';
import { parseQuery } from '../http/parse.ts';
import { Permit } from '../http/permit.ts';
import { ENV } from '../http/tokens.ts';

@Controller('v1/ingest/tail')
export class EventTailController {
  private readonly database: Database;
  private readonly recent: RecentEvents;
  private readonly env: Env;

  constructor(@Inject(Database) database: Database, @Inject(RecentEvents) recent: RecentEvents, @Inject(ENV) env: Env) {
    this.database = database;
    this.recent = recent;
    this.env = env;
  }

  /** The newest events that this process was sent, from its memory: no database is asked. */
  @Get()
  @Permit('ingest', 'tail')
  read(@Query() query: unknown): EventTail {
    const told = this.recent.tell(parseQuery(tailQuery, query), this.database.clock.now());
    return { ...told, takesEvents: this.env.serve.has('edge') };
  }
}
