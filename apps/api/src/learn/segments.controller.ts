import { Body, Controller, Get, Inject, Param, Put } from '@nestjs/common';
import { Database } from '@flywheel/database';
import { AppProblem } from '@flywheel/http/problems';
import { interestChoiceRequest, type SegmentList, type ViewerSegments } from '@flywheel/http/segments';
import { ChooseInterest, ExplainSegments, ListSegments } from '@flywheel/learn';
import { parseBody } from '../http/parse.ts';
import { Permit } from '../http/permit.ts';

@Controller('v1')
export class SegmentsController {
  private readonly database: Database;
  private readonly explainSegments: ExplainSegments;
  private readonly listSegments: ListSegments;
  private readonly chooseInterest: ChooseInterest;

  constructor(
    @Inject(Database) database: Database,
    @Inject(ExplainSegments) explainSegments: ExplainSegments,
    @Inject(ListSegments) listSegments: ListSegments,
    @Inject(ChooseInterest) chooseInterest: ChooseInterest,
  ) {
    this.database = database;
    this.chooseInterest = chooseInterest;
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

  /** A person's word about an interest of theirs; answers where they stand after it. */
  @Put('viewers/:id/interests/:node')
  @Permit('viewer-segments', 'write')
  async choose(@Param('id') viewer: string, @Param('node') node: string, @Body() body: unknown): Promise<ViewerSegments> {
    const { choice } = parseBody(interestChoiceRequest, body);
    const outcome = await this.chooseInterest.run({ viewer, node, choice, now: this.database.clock.now() });
    if (outcome.outcome === 'refused') {
      const detail = outcome.reason === 'unknown-viewer' ? 'no viewer has this id' : 'nothing is known under this interest';
      throw new AppProblem('not-found', { field: outcome.reason === 'unknown-viewer' ? 'id' : 'node', detail });
    }
    return this.explain(viewer);
  }
}
