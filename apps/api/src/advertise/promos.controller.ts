import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { GrantPromo, ListPromos, type PromoOutcome } from '@flywheel/advertise/promo';
import { Database } from '@flywheel/database';
import { AppProblem } from '@flywheel/http/problems';
import { promoRequest, type PromoList, type PromoResponse } from '@flywheel/http/promos';
import type { Principal } from '@flywheel/http/roles';
import { isId, micros } from '@flywheel/primitives';
import { parseBody } from '../http/parse.ts';
import { own, Permit } from '../http/permit.ts';
import { actorOf, CurrentPrincipal } from '../http/principal.ts';

@Controller('v1')
export class PromosController {
  private readonly database: Database;
  private readonly grantPromo: GrantPromo;
  private readonly promos: ListPromos;

  constructor(@Inject(Database) database: Database, @Inject(GrantPromo) grantPromo: GrantPromo, @Inject(ListPromos) promos: ListPromos) {
    this.database = database;
    this.grantPromo = grantPromo;
    this.promos = promos;
  }

  /** Every account's grants, newest first. */
  @Get('promos')
  @Permit('accounts', 'promos')
  all(): Promise<PromoList> {
    return this.promos.run();
  }

  @Get('accounts/:id/promo')
  @Permit('accounts', 'read', own('account', 'id'))
  async list(@Param('id') id: string): Promise<PromoList> {
    if (!isId('acc', id)) throw new AppProblem('not-found');
    return this.promos.run({ account: id });
  }

  /** Gives promotional credit. The same grant again answers `duplicate` and moves nothing; campaigns that waited for money start. */
  @Post('accounts/:id/promo')
  @HttpCode(200)
  @Permit('accounts', 'promo')
  async grant(@Param('id') id: string, @Body() body: unknown, @CurrentPrincipal() principal: Principal): Promise<PromoResponse> {
    const { grant, amountMicros, reason, expiresAt } = parseBody(promoRequest, body);
    if (!isId('acc', id)) throw new AppProblem('not-found');
    const outcome = await this.grantPromo.run({
      account: id,
      lot: grant,
      amountMicros: micros(BigInt(amountMicros)),
      reason,
      expiresAt: Date.parse(expiresAt),
      now: this.database.clock.now(),
      actor: actorOf(principal),
    });
    if (outcome.outcome === 'refused') throw refused(outcome.reason);
    const [given] = (await this.promos.run({ account: id, entry: outcome.entry })).items;
    if (!given) throw new AppProblem('not-found');
    return { outcome: outcome.outcome, grant: given };
  }
}

function refused(reason: Extract<PromoOutcome, { outcome: 'refused' }>['reason']): AppProblem {
  if (reason === 'unknown-account') return new AppProblem('not-found');
  if (reason === 'already-over') return new AppProblem('invalid', { field: 'expiresAt', detail: 'its end has passed already' });
  return new AppProblem('conflict', { field: 'grant', detail: 'this grant was given before with another amount, account, reason or end' });
}
