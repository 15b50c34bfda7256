import { Body, Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { CreateCampaign, GetCampaign, ListCampaigns } from '@flywheel/advertise';
import { Database } from '@flywheel/database';
import type { CampaignDetail, CampaignList } from '@flywheel/http/campaigns';
import { AppProblem } from '@flywheel/http/problems';
import type { Principal } from '@flywheel/http/roles';
import { isId } from '@flywheel/primitives';
import { own, Permit } from '../http/permit.ts';
import { actorOf, CurrentPrincipal } from '../http/principal.ts';
import { refusalProblem } from './refusal.ts';

@Controller('v1/accounts/:account/campaigns')
export class AccountCampaignsController {
  private readonly database: Database;
  private readonly campaigns: ListCampaigns;
  private readonly createCampaign: CreateCampaign;
  private readonly getCampaign: GetCampaign;

  constructor(
    @Inject(Database) database: Database,
    @Inject(ListCampaigns) campaigns: ListCampaigns,
    @Inject(CreateCampaign) createCampaign: CreateCampaign,
    @Inject(GetCampaign) getCampaign: GetCampaign,
  ) {
    this.database = database;
    this.campaigns = campaigns;
    this.createCampaign = createCampaign;
    this.getCampaign = getCampaign;
  }

  @Get()
  @Permit('campaigns', 'read', own('account', 'account'))
  list(@Param('account') account: string): Promise<CampaignList> {
    if (!isId('acc', account)) throw new AppProblem('not-found');
    return this.campaigns.run({ account, now: this.database.clock.now() });
  }

  /** Saves the document as a draft; a faulty one is refused with the field's path. */
  @Post()
  @Permit('campaigns', 'write', own('account', 'account'))
  async create(
    @Param('account') account: string,
    @Body() document: unknown,
    @CurrentPrincipal() principal: Principal,
  ): Promise<CampaignDetail> {
    if (!isId('acc', account)) throw new AppProblem('not-found');
    const now = this.database.clock.now();
    const outcome = await this.createCampaign.run({ account, document, now, actor: actorOf(principal) });
    if (outcome.outcome === 'refused') throw refusalProblem(outcome);
    const detail = await this.getCampaign.run({ campaign: outcome.campaign, now });
    if (!detail) throw new AppProblem('not-found');
    return detail;
  }
}
