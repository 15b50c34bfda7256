import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { Database } from '@flywheel/database';
import { previewRequest, type CampaignPreview } from '@flywheel/http/preview';
import { AppProblem } from '@flywheel/http/problems';
import { isId } from '@flywheel/primitives';
import { PreviewEdit } from '@flywheel/serve';
import { parseBody } from '../http/parse.ts';
import { own, Permit } from '../http/permit.ts';

@Controller('v1/campaigns')
export class PreviewController {
  private readonly database: Database;
  private readonly previews: PreviewEdit;

  constructor(@Inject(Database) database: Database, @Inject(PreviewEdit) previews: PreviewEdit) {
    this.database = database;
    this.previews = previews;
  }

  /** What other bids or another budget would have done to a sample of last week's decisions. Stores and charges nothing. */
  @Post(':id/preview')
  @HttpCode(200)
  @Permit('campaigns', 'preview', own('campaign', 'id'))
  async show(@Param('id') id: string, @Body() body: unknown): Promise<CampaignPreview> {
    const edit = parseBody(previewRequest, body);
    if (!isId('cmp', id)) throw new AppProblem('not-found');
    const result = await this.previews.run({ campaign: id, edit, now: this.database.clock.now() });
    if (result.outcome === 'previewed') return result.preview;
    throw new AppProblem('invalid', { field: `adSets.${result.at}.id`, detail: 'the campaign has no such ad set' });
  }
}
