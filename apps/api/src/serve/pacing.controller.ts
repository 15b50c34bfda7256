import { Controller, Get, Inject, Param } from '@nestjs/common';
import { Database } from '@flywheel/database';
import type { CampaignPacing } from '@flywheel/http/pacing';
import { AppProblem } from '@flywheel/http/problems';
import { isId } from '@flywheel/primitives';
import { GetCampaignPacing } from '@flywheel/serve';
import { own, Permit } from '../http/permit.ts';

@Controller('v1/campaigns')
export class PacingController {
  private readonly database: Database;
  private readonly pacing: GetCampaignPacing;

  constructor(@Inject(Database) database: Database, @Inject(GetCampaignPacing) pacing: GetCampaignPacing) {
    this.database = database;
    this.pacing = pacing;
  }

  /** Plan against actual of each of its budgets, and how much its bids are held back right now. */
  @Get(':id/pacing')
  @Permit('campaigns', 'read', own('campaign', 'id'))
  async show(@Param('id') id: string): Promise<CampaignPacing> {
    const found = isId('cmp', id) ? await this.pacing.run({ campaign: id, now: this.database.clock.now() }) : undefined;
    if (!found) throw new AppProblem('not-found');
    return found;
  }
}
