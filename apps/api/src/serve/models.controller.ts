import { Body, Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { Database } from '@flywheel/database';
import { modelResume, modelRollback, type ModelOverview } from '@flywheel/http/models';
import { AppProblem } from '@flywheel/http/problems';
import type { Principal } from '@flywheel/http/roles';
import { GetModels, HoldModel } from '@flywheel/serve';
import { parseBody } from '../http/parse.ts';
import { Permit } from '../http/permit.ts';
import { actorOf, CurrentPrincipal } from '../http/principal.ts';

@Controller('v1/models')
export class ModelsController {
  private readonly database: Database;
  private readonly models: GetModels;
  private readonly hold: HoldModel;

  constructor(@Inject(Database) database: Database, @Inject(GetModels) models: GetModels, @Inject(HoldModel) hold: HoldModel) {
    this.database = database;
    this.models = models;
    this.hold = hold;
  }

  /** The current version, how predictions did, and the newest versions with all that operators published. */
  @Get()
  @Permit('models', 'read')
  async show(): Promise<ModelOverview> {
    return this.models.run({ now: this.database.clock.now() });
  }

  /** Publishes an old version again and holds it; decisions follow within a second. */
  @Post('rollback')
  @HttpCode(200)
  @Permit('models', 'write')
  async rollBack(@Body() body: unknown, @CurrentPrincipal() principal: Principal): Promise<{ version: string }> {
    const { version, reason } = parseBody(modelRollback, body);
    const now = this.database.clock.now();
    const done = await this.hold.run({ version: BigInt(version), reason, actor: actorOf(principal), now });
    if (done.outcome === 'unknown') throw new AppProblem('not-found', { field: 'version', detail: 'There is no such version any more.' });
    return { version: String(done.version) };
  }

  /** Lets the learner publish again. */
  @Post('resume')
  @HttpCode(204)
  @Permit('models', 'write')
  async resume(@Body() body: unknown, @CurrentPrincipal() principal: Principal): Promise<void> {
    const { reason } = parseBody(modelResume, body);
    await this.hold.resume({ reason, actor: actorOf(principal), now: this.database.clock.now() });
  }
}
