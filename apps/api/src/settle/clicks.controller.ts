import { Controller, Get, Header, Inject, Param, Redirect, Req } from '@nestjs/common';
import { Database } from '@flywheel/database';
import { AppProblem } from '@flywheel/http/problems';
import { FollowClick } from '@flywheel/settle';
import type { FastifyRequest } from 'fastify';
import { Edge } from '../http/edge.ts';
import { Permit } from '../http/permit.ts';
import { isPrefetch } from './is-prefetch.ts';

@Edge()
@Controller('c')
export class ClicksController {
  private readonly database: Database;
  private readonly followClick: FollowClick;

  constructor(@Inject(Database) database: Database, @Inject(FollowClick) followClick: FollowClick) {
    this.database = database;
    this.followClick = followClick;
  }

  /** Leads to the creative's stored landing URL and nowhere else. HEAD and prefetch are led there too, uncounted. */
  @Get(':token')
  @Redirect()
  @Header('cache-control', 'no-store')
  @Permit('clicks', 'write')
  async follow(@Param('token') token: string, @Req() request: FastifyRequest): Promise<{ url: string; statusCode: number }> {
    const counts = request.method === 'GET' && !isPrefetch(request.headers);
    const acceptedAt = this.database.clock.now();
    const followed = await this.followClick.run({ token, acceptedAt, userAgent: request.headers['user-agent'], counts });
    if (followed.outcome === 'unknown') throw new AppProblem('forged-token');
    return { url: followed.url, statusCode: 302 };
  }
}
