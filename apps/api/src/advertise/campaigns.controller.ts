import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Post, Put } from '@nestjs/common';
import { GetCampaign, ListCampaignVersions, SetCampaignStatus, UpdateCampaign } from '@flywheel/advertise';
import { Database } from '@flywheel/database';
import { campaignStatusRequest, type CampaignDetail, type CampaignVersions } from '@flywheel/http/campaigns';
import { AppProblem } from '@flywheel/http/problems';
import type { Principal } from '@flywheel/http/roles';
import { isId } from '@flywheel/primitives';
import { parseBody } from '../http/parse.ts';
import { own, Permit } from '../http/permit.ts';
import { actorOf, CurrentPrincipal } from '../http/principal.ts';
import { refusalProblem } from './refusal.ts';

@Controller('v1/campaigns')
export class CampaignsController {
  private readonly database: Database;
  private readonly getCampaign: GetCampaign;
  private readonly updateCampaign: UpdateCampaign;
  private readonly setStatus: SetCampaignStatus;
  private readonly versions: ListCampaignVersions;

  constructor(
    @Inject(Database) database: Database,
    @Inject(GetCampaign) getCampaign: GetCampaign,
    @Inject(UpdateCampaign) updateCampaign: UpdateCampaign,
    @Inject(SetCampaignStatus) setStatus: SetCampaignStatus,
    @Inject(ListCampaignVersions) versions: ListCampaignVersions,
  ) {
    this.database = database;
    this.getCampaign = getCampaign;
    this.updateCampaign = updateCampaign;
    this.setStatus = setStatus;
    this.versions = versions;
  }

  @Get(':id')
  @Permit('campaigns', 'read', own('campaign', 'id'))
  async show(@Param('id') id: string): Promise<CampaignDetail> {
    const found = isId('cmp', id) ? await this.getCampaign.run({ campaign: id, now: this.database.clock.now() }) : undefined;
    if (!found) throw new AppProblem('not-found');
    return found;
  }

  /**
   * Saves the next version; changed creatives wait for review again. `If-Match: "7"` refuses with 412 where version 7 is not the current
   * one any more; without it the last writer wins.
   */
  @Put(':id')
  @Permit('campaigns', 'write', own('campaign', 'id'))
  async update(
    @Param('id') id: string,
    @Body() document: unknown,
    @Headers('if-match') ifMatch: string | undefined,
    @CurrentPrincipal() principal: Principal,
  ): Promise<CampaignDetail> {
    if (!isId('cmp', id)) throw new AppProblem('not-found');
    const madeFrom = versionOf(ifMatch);
    const now = this.database.clock.now();
    const outcome = await this.updateCampaign.run({ campaign: id, document, madeFrom, now, actor: actorOf(principal) });
    if (outcome.outcome === 'refused') throw refusalProblem(outcome);
    return this.show(id);
  }

  @Post(':id/status')
  @HttpCode(200)
  @Permit('campaigns', 'state', own('campaign', 'id'))
  async changeStatus(@Param('id') id: string, @Body() body: unknown, @CurrentPrincipal() principal: Principal): Promise<CampaignDetail> {
    const { status } = parseBody(campaignStatusRequest, body);
    if (!isId('cmp', id)) throw new AppProblem('not-found');
    const outcome = await this.setStatus.run({ campaign: id, status, now: this.database.clock.now(), actor: actorOf(principal) });
    if (outcome.outcome === 'refused') throw refusalProblem(outcome);
    return this.show(id);
  }

  @Get(':id/versions')
  @Permit('campaigns', 'read', own('campaign', 'id'))
  listVersions(@Param('id') id: string): Promise<CampaignVersions> {
    if (!isId('cmp', id)) throw new AppProblem('not-found');
    return this.versions.run({ campaign: id });
  }
}

/** The version that an `If-Match` names; undefined where there is none or it is `*`. */
function versionOf(ifMatch: string | undefined): number | undefined {
  if (ifMatch === undefined || ifMatch === '*') return undefined;
  const [, digits] = /^"?(\d{1,9})"?$/.exec(ifMatch) ?? [];
  if (digits === undefined) throw new AppProblem('invalid-request', { field: 'If-Match', detail: 'it is the number of a version, as "7"' });
  return Number(digits);
}
