import { Body, Controller, Get, HttpCode, Inject, Param, Put } from '@nestjs/common';
import { Database } from '@flywheel/database';
import { AppProblem } from '@flywheel/http/problems';
import type { Principal } from '@flywheel/http/roles';
import { communityName, type SegmentOverview } from '@flywheel/http/segment-overview';
import { GetSegmentOverview, NameCommunityByHand } from '@flywheel/learn';
import { parseBody } from '../http/parse.ts';
import { Permit } from '../http/permit.ts';
import { actorOf, CurrentPrincipal } from '../http/principal.ts';

@Controller('v1')
export class CommunitiesController {
  private readonly database: Database;
  private readonly overview: GetSegmentOverview;
  private readonly naming: NameCommunityByHand;

  constructor(
    @Inject(Database) database: Database,
    @Inject(GetSegmentOverview) overview: GetSegmentOverview,
    @Inject(NameCommunityByHand) naming: NameCommunityByHand,
  ) {
    this.database = database;
    this.overview = overview;
    this.naming = naming;
  }

  /** Segments by kind, communities with how they are judged, and how much the largest share their people. */
  @Get('segments/overview')
  @Permit('communities', 'read')
  show(): Promise<SegmentOverview> {
    return this.overview.run({ now: this.database.clock.now() });
  }

  /** Gives a community a name that stays. */
  @Put('communities/:node/name')
  @HttpCode(204)
  @Permit('communities', 'name')
  async name(@Param('node') node: string, @Body() body: unknown, @CurrentPrincipal() principal: Principal): Promise<void> {
    const { name } = parseBody(communityName, body);
    const done = await this.naming.run({ node, name, actor: actorOf(principal), now: this.database.clock.now() });
    if (done.outcome === 'unknown') throw new AppProblem('not-found', { field: 'node', detail: 'No living community has this id.' });
  }
}
