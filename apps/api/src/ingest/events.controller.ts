import { Body, Controller, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { Database } from '@flywheel/database';
import { eventsRequest, eventsResponse, type EventsRequest, type EventsResponse } from '@flywheel/http/events';
import type { Principal } from '@flywheel/http/roles';
import { AppProblem } from '@flywheel/http/problems';
import { GatherEvents } from '@flywheel/ingest';
import type { FastifyRequest } from 'fastify';
import { Edge, EdgeBody } from '../http/edge.ts';
import { Permit } from '../http/permit.ts';
import { actorOf, CurrentPrincipal } from '../http/principal.ts';
import { bodyBytes } from './body-budget.ts';
import { EventQuota } from './event-quota.ts';

@Edge()
@Controller('v1/events')
export class EventsController {
  private readonly database: Database;
  private readonly gather: GatherEvents;
  private readonly quota: EventQuota;

  constructor(@Inject(Database) database: Database, @Inject(GatherEvents) gather: GatherEvents, @Inject(EventQuota) quota: EventQuota) {
    this.database = database;
    this.gather = gather;
    this.quota = quota;
  }

  /**
   * Takes a batch of events; answers after the commit, with a result per event. 429: this key is over its quota; 503: too much waits for
   * the database. Of either nothing was taken, and Retry-After says when to come again.
   */
  @Post()
  @HttpCode(200)
  @Permit('events', 'write')
  @EdgeBody(eventsRequest, eventsResponse)
  async accept(
    @Body() { events, sentAt }: EventsRequest,
    @CurrentPrincipal() principal: Principal,
    @Req() request: FastifyRequest,
  ): Promise<EventsResponse> {
    const source = actorOf(principal);
    const acceptedAt = this.database.clock.now();
    const waitSeconds = this.quota.take(source, events.length, acceptedAt);
    if (waitSeconds > 0) throw new AppProblem('too-many-requests', { retryAfterSeconds: waitSeconds });
    const sent = sentAt === undefined ? undefined : Date.parse(sentAt);
    return this.gather.run({ events, source, acceptedAt, sentAt: sent }, bodyBytes(request.headers));
  }
}
