import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ArchiveAudience, CreateAudience, EstimateSize, ListAudiences } from '@flywheel/audiences';
import { Database } from '@flywheel/database';
import { audienceToCreate, sizeRequest, type AudienceList, type AudienceView, type SizeAnswer } from '@flywheel/http/audiences';
import { AppProblem } from '@flywheel/http/problems';
import type { Principal } from '@flywheel/http/roles';
import { isId, type Id } from '@flywheel/primitives';
import { parseBody } from '../http/parse.ts';
import { own, Permit } from '../http/permit.ts';
import { actorOf, CurrentPrincipal } from '../http/principal.ts';

@Controller('v1/accounts/:account')
export class AudiencesController {
  private readonly database: Database;
  private readonly audiences: ListAudiences;
  private readonly createAudience: CreateAudience;
  private readonly archiveAudience: ArchiveAudience;
  private readonly estimateSize: EstimateSize;

  constructor(
    @Inject(Database) database: Database,
    @Inject(ListAudiences) audiences: ListAudiences,
    @Inject(CreateAudience) createAudience: CreateAudience,
    @Inject(ArchiveAudience) archiveAudience: ArchiveAudience,
    @Inject(EstimateSize) estimateSize: EstimateSize,
  ) {
    this.database = database;
    this.audiences = audiences;
    this.createAudience = createAudience;
    this.archiveAudience = archiveAudience;
    this.estimateSize = estimateSize;
  }

  @Get('audiences')
  @Permit('audiences', 'read', own('account', 'account'))
  list(@Param('account') account: string): Promise<AudienceList> {
    return this.audiences.run({ account: accountId(account) });
  }

  @Get('audiences/:id')
  @Permit('audiences', 'read', own('account', 'account'))
  async show(@Param('account') account: string, @Param('id') id: string): Promise<AudienceView> {
    const found = (await this.list(account)).items.find((each) => each.id === id);
    if (!found) throw new AppProblem('not-found');
    return found;
  }

  /** Makes an empty audience; uploads are filled with POST …/members, the others by a job within a minute or two. */
  @Post('audiences')
  @Permit('audiences', 'write', own('account', 'account'))
  async create(@Param('account') account: string, @Body() body: unknown, @CurrentPrincipal() principal: Principal): Promise<AudienceView> {
    const { name, definition } = parseBody(audienceToCreate, body);
    const now = this.database.clock.now();
    const outcome = await this.createAudience.run({ account: accountId(account), name, definition, now, actor: actorOf(principal) });
    if (outcome.outcome === 'created') return this.show(account, outcome.audience);
    switch (outcome.reason) {
      case 'too-many':
        throw new AppProblem('conflict', { detail: 'the account has as many audiences as it may: archive one first' });
      case 'seed':
        throw new AppProblem('invalid', { field: 'definition.seed', detail: outcome.sentence });
    }
  }

  /** Archives it: the list and its members are deleted at once. */
  @Delete('audiences/:id')
  @HttpCode(204)
  @Permit('audiences', 'write', own('account', 'account'))
  async archive(@Param('account') account: string, @Param('id') id: string, @CurrentPrincipal() principal: Principal): Promise<void> {
    if (!isId('aud', id)) throw new AppProblem('not-found');
    const now = this.database.clock.now();
    const outcome = await this.archiveAudience.run({ account: accountId(account), audience: id, now, actor: actorOf(principal) });
    if (outcome.outcome === 'refused') throw new AppProblem('not-found');
  }

  /** How many people an expression reaches, rounded; the same question gets the same answer for 15 minutes. */
  @Post('audience-size')
  @HttpCode(200)
  @Permit('audiences', 'size', own('account', 'account'))
  async size(@Param('account') account: string, @Body() body: unknown): Promise<SizeAnswer> {
    const { targeting } = parseBody(sizeRequest, body);
    const outcome = await this.estimateSize.run({ account: accountId(account), targeting, now: this.database.clock.now() });
    if (outcome.outcome === 'told') return outcome.answer;
    if (outcome.reason === 'too-often') throw new AppProblem('too-many-requests', { retryAfterSeconds: 600 });
    const { path, sentence } = outcome.fault;
    throw new AppProblem('invalid', { field: path === '' ? 'targeting' : `targeting.${path}`, detail: sentence });
  }
}

function accountId(account: string): Id<'acc'> {
  if (!isId('acc', account)) throw new AppProblem('not-found');
  return account;
}
