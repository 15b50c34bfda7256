import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ChangeCampaigns, CreateCampaign, GetCampaign, ListCampaigns } from '@flywheel/advertise';
import { Database } from '@flywheel/database';
import { bulkRequest, type BulkResponse, type CampaignDetail, type CampaignList } from '@flywheel/http/campaigns';
import { AppProblem } from '@flywheel/http/problems';
import type { Principal } from '@flywheel/http/roles';
import { isId } from '@flywheel/primitives';
import { parseBody } from '../http/parse.ts';
import { own, Permit } from '../http/permit.ts';
import { actorOf, CurrentPrincipal } from '../http/principal.ts';
import { refusalProblem } from './refusal.ts';

@Controller('v1/accounts/:account/campaigns')
export class AccountCampaignsController {
  private readonly database: Database;
  private readonly campaigns: ListCampaigns;
  private readonly createCampaign: CreateCampaign;
  private readonly getCampaign: GetCampaign;
  private readonly changeCampaigns: ChangeCampaigns;

  constructor(
    @Inject(Database) database: Database,
    @Inject(ListCampaigns) campaigns: ListCampaigns,
    @Inject(CreateCampaign) createCampaign: CreateCampaign,
    @Inject(GetCampaign) getCampaign: GetCampaign,
    @Inject(ChangeCampaigns) changeCampaigns: ChangeCampaigns,
  ) {
    this.database = database;
    this.campaigns = campaigns;
    this.createCampaign = createCampaign;
    this.getCampaign = getCampaign;
    this.changeCampaigns = changeCampaigns;
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

  /** Up to 100 changes in one transaction; a refusal names the item and its field, and nothing has happened. */
  @Post('bulk')
  @HttpCode(200)
  @Permit('campaigns', 'write', own('account', 'account'))
  async bulk(@Param('account') account: string, @Body() body: unknown, @CurrentPrincipal() principal: Principal): Promise<BulkResponse> {
    const { items } = parseBody(bulkRequest, body);
    if (!isId('acc', account)) throw new AppProblem('not-found');
    const outcome = await this.changeCampaigns.run({ account, items, now: this.database.clock.now(), actor: actorOf(principal) });
    if (outcome.outcome === 'changed') return { items: [...outcome.items] };
    throw refusalProblem(outcome.refused, { at: outcome.item });
  }
}
