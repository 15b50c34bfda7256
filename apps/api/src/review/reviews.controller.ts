import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { Database } from '@flywheel/database';
import { AppProblem } from '@flywheel/http/problems';
import { reviewDecision, reviewQuery, type ReviewQueue as Queue, type ReviewResponse } from '@flywheel/http/reviews';
import type { Principal } from '@flywheel/http/roles';
import { isId } from '@flywheel/primitives';
import { ReviewCreative, ReviewQueue } from '@flywheel/review';
import { parseBody, parseQuery } from '../http/parse.ts';
import { Permit } from '../http/permit.ts';
import { actorOf, CurrentPrincipal } from '../http/principal.ts';

@Controller('v1/reviews/creatives')
export class ReviewsController {
  private readonly database: Database;
  private readonly queue: ReviewQueue;
  private readonly review: ReviewCreative;

  constructor(
    @Inject(Database) database: Database,
    @Inject(ReviewQueue) queue: ReviewQueue,
    @Inject(ReviewCreative) review: ReviewCreative,
  ) {
    this.database = database;
    this.queue = queue;
    this.review = review;
  }

  @Get()
  @Permit('reviews', 'read')
  list(@Query() query: unknown): Promise<Queue> {
    return this.queue.run(parseQuery(reviewQuery, query));
  }

  /** Approves or rejects; the advertiser reads the reason of a rejection. */
  @Post(':id')
  @HttpCode(200)
  @Permit('reviews', 'decide')
  async decide(@Param('id') id: string, @Body() body: unknown, @CurrentPrincipal() principal: Principal): Promise<ReviewResponse> {
    const { decision, reason } = parseBody(reviewDecision, body);
    if (!isId('crv', id)) throw new AppProblem('not-found');
    const outcome = await this.review.run({ creative: id, decision, reason, now: this.database.clock.now(), actor: actorOf(principal) });
    if (outcome.outcome !== 'refused') return outcome;
    throw outcome.reason === 'unknown-creative' ? new AppProblem('not-found') : new AppProblem('invalid', { field: 'reason' });
  }
}
