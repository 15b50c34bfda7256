import { Body, Controller, Get, Inject, Param, Put } from '@nestjs/common';
import { GetSafety, SetSafety } from '@flywheel/advertise';
import { Database } from '@flywheel/database';
import { accountSafety, type AccountSafety } from '@flywheel/http/accounts';
import { AppProblem } from '@flywheel/http/problems';
import type { Principal } from '@flywheel/http/roles';
import { isId } from '@flywheel/primitives';
import { parseBody } from '../http/parse.ts';
import { own, Permit } from '../http/permit.ts';
import { actorOf, CurrentPrincipal } from '../http/principal.ts';

@Controller('v1/accounts/:id/safety')
export class AccountSafetyController {
  private readonly database: Database;
  private readonly getSafety: GetSafety;
  private readonly setSafety: SetSafety;

  constructor(@Inject(Database) database: Database, @Inject(GetSafety) getSafety: GetSafety, @Inject(SetSafety) setSafety: SetSafety) {
    this.database = database;
    this.getSafety = getSafety;
    this.setSafety = setSafety;
  }

  /** What the account's ads are never shown beside, and how often one person may see any of them. */
  @Get()
  @Permit('safety', 'read', own('account', 'id'))
  async show(@Param('id') id: string): Promise<AccountSafety> {
    const found = isId('acc', id) ? await this.getSafety.run({ account: id }) : undefined;
    if (!found) throw new AppProblem('not-found');
    return found;
  }

  /** Replaces all lists; decisions follow within a second. */
  @Put()
  @Permit('safety', 'write', own('account', 'id'))
  async save(@Param('id') id: string, @Body() body: unknown, @CurrentPrincipal() principal: Principal): Promise<AccountSafety> {
    const safety = parseBody(accountSafety, body);
    if (!isId('acc', id)) throw new AppProblem('not-found');
    const outcome = await this.setSafety.run({ account: id, safety, now: this.database.clock.now(), actor: actorOf(principal) });
    if (outcome.outcome === 'saved') return this.show(id);
    if (outcome.reason === 'unknown-account') throw new AppProblem('not-found');
    throw new AppProblem('invalid', { field: 'competitors', detail: 'an advertiser is no competitor of itself' });
  }
}
