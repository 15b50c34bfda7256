import { Controller, Get, Inject, Param } from '@nestjs/common';
import { AppProblem } from '@flywheel/http/problems';
import type { SegmentList, ViewerSegments } from '@flywheel/http/segments';
import { ExplainSegments, ListSegments } from '@flywheel/learn';
import { Permit } from '../http/permit.ts';

@Controller('v1')
export class SegmentsController {
  private readonly explainSegments: ExplainSegments;
  private readonly listSegments: ListSegments;

  constructor(@Inject(ExplainSegments) explainSegments: ExplainSegments, @Inject(ListSegments) listSegments: ListSegments) {
    this.explainSegments = explainSegments;
    this.listSegments = listSegments;
  }

  /** Every segment with its rounded size, for choosing whom to reach. */
  @Get('segments')
  @Permit('segments', 'read')
  list(): Promise<SegmentList> {
    return this.listSegments.run();
  }

  /** Which segments a viewer is in, and why. */
  @Get('viewers/:id/segments')
  @Permit('viewer-segments', 'read')
  async explain(@Param('id') viewer: string): Promise<ViewerSegments> {
    const answer = await this.explainSegments.run({ viewer });
    if (answer.outcome === 'unknown') throw new AppProblem('not-found', { detail: 'no viewer has this id' });
    return answer.segments;
  }
}
