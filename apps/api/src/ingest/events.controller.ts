import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { Database } from '@flywheel/database';
import { eventsRequest, type EventsRequest, type EventsResponse } from '@flywheel/http/events';
import type { Principal } from '@flywheel/http/roles';
import { AcceptEvents } from '@flywheel/ingest';
import { Edge, EdgeBody } from '../http/edge.ts';
import { Permit } from '../http/permit.ts';
import { actorOf, CurrentPrincipal } from '../http/principal.ts';

@Edge()
@Controller('v1/events')
export class EventsController {
  private readonly database: Database;
  private readonly acceptEvents: AcceptEvents;

  constructor(@Inject(Database) database: Database, @Inject(AcceptEvents) acceptEvents: AcceptEvents) {
    this.database = database;
    this.acceptEvents = acceptEvents;
  }

  /** Takes a batch of events; answers after the commit, with a result per event. */
  @Post()
  @HttpCode(200)
  @Permit('events', 'write')
  @EdgeBody(eventsRequest)
  accept(@Body() { events }: EventsRequest, @CurrentPrincipal() principal: Principal): Promise<EventsResponse> {
    return this.acceptEvents.run({ events, source: actorOf(principal), acceptedAt: this.database.clock.now() });
  }
}
