import { Body, Controller, Get, Inject, Param, Put } from '@nestjs/common';
import { Database } from '@flywheel/database';
import { placementName, placementSettings, type PlacementList, type PlacementView } from '@flywheel/http/placements';
import { AppProblem } from '@flywheel/http/problems';
import type { Principal } from '@flywheel/http/roles';
import { ListPlacements, SavePlacement } from '@flywheel/serve';
import { parseBody } from '../http/parse.ts';
import { Permit } from '../http/permit.ts';
import { actorOf, CurrentPrincipal } from '../http/principal.ts';

@Controller('v1/placements')
export class PlacementsController {
  private readonly database: Database;
  private readonly placements: ListPlacements;
  private readonly save: SavePlacement;

  constructor(
    @Inject(Database) database: Database,
    @Inject(ListPlacements) placements: ListPlacements,
    @Inject(SavePlacement) save: SavePlacement,
  ) {
    this.database = database;
    this.placements = placements;
    this.save = save;
  }

  /** Every placement with settings of its own; `*` stands for all others. */
  @Get()
  @Permit('placements', 'read')
  async list(): Promise<PlacementList> {
    return { placements: await this.placements.run() };
  }

  /** Sets all of a placement, whether it had settings of its own or not; decisions follow within a second. */
  @Put(':placement')
  @Permit('placements', 'write')
  async put(@Param('placement') name: string, @Body() body: unknown, @CurrentPrincipal() principal: Principal): Promise<PlacementView> {
    const named = placementName.safeParse(name);
    if (!named.success) throw new AppProblem('invalid', { field: 'placement', detail: named.error.issues[0]?.message ?? '' });
    const settings = parseBody(placementSettings, body);
    const change = { placement: named.data, settings, actor: actorOf(principal), now: this.database.clock.now() };
    return (await this.save.run(change)).placement;
  }
}
