import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { CopyCampaign, DiagnoseCampaign, GetCampaign, SetCampaignStatus } from '@flywheel/advertise';
import { Database } from '@flywheel/database';
import { campaignStatusRequest, copyCampaignRequest, type CampaignDetail } from '@flywheel/http/campaigns';
import type { CampaignDiagnosis } from '@flywheel/http/diagnosis';
import { AppProblem } from '@flywheel/http/problems';
import type { Principal } from '@flywheel/http/roles';
import { isId, type Id } from '@flywheel/primitives';
import { parseBody } from '../http/parse.ts';
import { own, Permit } from '../http/permit.ts';
import { actorOf, CurrentPrincipal } from '../http/principal.ts';
import { refusalProblem } from './refusal.ts';

@Controller('v1/campaigns/:id')
export class CampaignPartsController {
  private readonly database: Database;
  private readonly getCampaign: GetCampaign;
  private readonly setStatus: SetCampaignStatus;
  private readonly copyCampaign: CopyCampaign;
  private readonly diagnoseCampaign: DiagnoseCampaign;

  constructor(
    @Inject(Database) database: Database,
    @Inject(GetCampaign) getCampaign: GetCampaign,
    @Inject(SetCampaignStatus) setStatus: SetCampaignStatus,
    @Inject(CopyCampaign) copyCampaign: CopyCampaign,
    @Inject(DiagnoseCampaign) diagnoseCampaign: DiagnoseCampaign,
  ) {
    this.database = database;
    this.getCampaign = getCampaign;
    this.setStatus = setStatus;
    this.copyCampaign = copyCampaign;
    this.diagnoseCampaign = diagnoseCampaign;
  }

  /** Why it serves or does not, what it loses by, and what would change that. */
  @Get('diagnosis')
  @Permit('campaigns', 'read', own('campaign', 'id'))
  async diagnosis(@Param('id') id: string): Promise<CampaignDiagnosis> {
    const found = isId('cmp', id) ? await this.diagnoseCampaign.run({ campaign: id, now: this.database.clock.now() }) : undefined;
    if (!found) throw new AppProblem('not-found');
    return found;
  }

  /** Starts, pauses or archives one ad set; the others go on. */
  @Post('ad-sets/:adSet/status')
  @HttpCode(200)
  @Permit('campaigns', 'state', own('campaign', 'id'))
  async changeAdSet(
    @Param('id') id: string,
    @Param('adSet') adSet: string,
    @Body() body: unknown,
    @CurrentPrincipal() principal: Principal,
  ): Promise<CampaignDetail> {
    if (!isId('cmp', id) || !isId('set', adSet)) throw new AppProblem('not-found');
    return this.change(id, { adSet }, { body, principal });
  }

  /** Starts, pauses or archives one ad. */
  @Post('ads/:ad/status')
  @HttpCode(200)
  @Permit('campaigns', 'state', own('campaign', 'id'))
  async changeAd(
    @Param('id') id: string,
    @Param('ad') ad: string,
    @Body() body: unknown,
    @CurrentPrincipal() principal: Principal,
  ): Promise<CampaignDetail> {
    if (!isId('cmp', id) || !isId('ad', ad)) throw new AppProblem('not-found');
    return this.change(id, { ad }, { body, principal });
  }

  /** Saves it once more as a draft, with new ids and the same creatives. */
  @Post('copy')
  @Permit('campaigns', 'write', own('campaign', 'id'))
  async copy(@Param('id') id: string, @Body() body: unknown, @CurrentPrincipal() principal: Principal): Promise<CampaignDetail> {
    const { name } = parseBody(copyCampaignRequest, body ?? {});
    if (!isId('cmp', id)) throw new AppProblem('not-found');
    const outcome = await this.copyCampaign.run({ campaign: id, name, now: this.database.clock.now(), actor: actorOf(principal) });
    if (outcome.outcome === 'refused') throw refusalProblem(outcome);
    return this.show(outcome.campaign);
  }

  private async change(
    campaign: Id<'cmp'>,
    part: { adSet: Id<'set'> } | { ad: Id<'ad'> },
    { body, principal }: { body: unknown; principal: Principal },
  ): Promise<CampaignDetail> {
    const { status } = parseBody(campaignStatusRequest, body);
    const change = { campaign, ...part, status, now: this.database.clock.now(), actor: actorOf(principal) };
    const outcome = await this.setStatus.run(change);
    if (outcome.outcome === 'refused') throw refusalProblem(outcome);
    return this.show(campaign);
  }

  private async show(campaign: Id<'cmp'>): Promise<CampaignDetail> {
    const detail = await this.getCampaign.run({ campaign, now: this.database.clock.now() });
    if (!detail) throw new AppProblem('not-found');
    return detail;
  }
}
