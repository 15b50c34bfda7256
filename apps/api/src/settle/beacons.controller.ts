import { Body, Controller, Header, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { Database } from '@flywheel/database';
import { beaconRequest, type BeaconRequest } from '@flywheel/http/beacons';
import { AppProblem } from '@flywheel/http/problems';
import { RecordBeacon } from '@flywheel/settle';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Edge, EdgeBody } from '../http/edge.ts';
import { Permit } from '../http/permit.ts';
import { isPrefetch } from './is-prefetch.ts';
import { readBeacon } from './read-beacon.ts';

/** Text (what sendBeacon sends): the token alone, or the JSON object; or that object as JSON. */
const beaconBody = z.union([z.string().max(8192), beaconRequest]);
/** Tells a page to draw nothing in the slot: the content around it was relabelled after the decision. */
const collapseHeader = 'x-flywheel-collapse';
const relabelled = 621;

@Edge()
@Controller('b')
export class BeaconsController {
  private readonly database: Database;
  private readonly beacon: RecordBeacon;

  constructor(@Inject(Database) database: Database, @Inject(RecordBeacon) beacon: RecordBeacon) {
    this.database = database;
    this.beacon = beacon;
  }

  /** 204 once the beacon is committed, or was before; a forged token is refused. Nothing is counted for a prefetch (649). */
  @Post(':kind')
  @HttpCode(204)
  @Header('access-control-allow-origin', '*')
  @Header('access-control-expose-headers', collapseHeader)
  @Permit('beacons', 'write')
  @EdgeBody(beaconBody)
  async record(
    @Param('kind') kind: string,
    @Body() body: string | BeaconRequest,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const told = readBeacon(kind, body);
    if (isPrefetch(request.headers)) return;
    const acceptedAt = this.database.clock.now();
    const answer = await this.beacon.run({ ...told, acceptedAt, userAgent: request.headers['user-agent'] });
    if (answer.outcome === 'forged') throw new AppProblem('forged-token');
    if (answer.reason === relabelled) void reply.header(collapseHeader, String(relabelled));
  }
}
