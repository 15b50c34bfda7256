import { Body, Controller, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import { Database } from '@flywheel/database';
import { beaconKind, beaconRequest, type BeaconRequest } from '@flywheel/http/beacons';
import { AppProblem } from '@flywheel/http/problems';
import { BeaconsOverloaded, RecordBeacon } from '@flywheel/settle';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Edge, EdgeBody } from '../http/edge.ts';
import { Permit } from '../http/permit.ts';
import { isPrefetch } from './is-prefetch.ts';

/** The token alone as text/plain (what sendBeacon sends), or a JSON object. */
const beaconBody = z.union([z.string().max(4096), beaconRequest]);

@Edge()
@Controller('b')
export class BeaconsController {
  private readonly database: Database;
  private readonly beacon: RecordBeacon;

  constructor(@Inject(Database) database: Database, @Inject(RecordBeacon) beacon: RecordBeacon) {
    this.database = database;
    this.beacon = beacon;
  }

  /** 204 once the beacon is committed, or was before; a forged token is refused. Nothing is counted for a prefetch. */
  @Post(':kind')
  @HttpCode(204)
  @Permit('beacons', 'write')
  @EdgeBody(beaconBody)
  async record(@Param('kind') kind: string, @Body() body: string | BeaconRequest, @Req() request: FastifyRequest): Promise<void> {
    const known = beaconKind.safeParse(kind);
    if (!known.success) throw new AppProblem('not-found', { field: 'kind' });
    if (isPrefetch(request.headers)) return;
    const { token, occurredAt } = typeof body === 'string' ? { token: body.trim(), occurredAt: undefined } : body;
    const acceptedAt = this.database.clock.now();
    const beacon = { kind: known.data, token, acceptedAt, userAgent: request.headers['user-agent'] };
    const answer = await this.beacon.run({ ...beacon, occurredAt: occurredAt ? Date.parse(occurredAt) : acceptedAt }).catch(refuse);
    if (answer.outcome === 'forged') throw new AppProblem('forged-token');
  }
}

function refuse(error: unknown): never {
  if (error instanceof BeaconsOverloaded) throw new AppProblem('unavailable', { retryAfterSeconds: 1 });
  throw error;
}
