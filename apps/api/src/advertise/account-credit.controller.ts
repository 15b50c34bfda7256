import { Body, Controller, HttpCode, Inject, Param, Post, Put } from '@nestjs/common';
import { ListAccounts, ReceivePayment, SetCredit } from '@flywheel/advertise';
import { Database } from '@flywheel/database';
import { creditRequest, topUpRequest, type Account, type TopUpResponse } from '@flywheel/http/accounts';
import { AppProblem } from '@flywheel/http/problems';
import type { Principal } from '@flywheel/http/roles';
import { isId, micros, type Id } from '@flywheel/primitives';
import { parseBody } from '../http/parse.ts';
import { own, Permit } from '../http/permit.ts';
import { actorOf, CurrentPrincipal } from '../http/principal.ts';

@Controller('v1/accounts/:id')
export class AccountCreditController {
  private readonly database: Database;
  private readonly accounts: ListAccounts;
  private readonly setCredit: SetCredit;
  private readonly receivePayment: ReceivePayment;

  constructor(
    @Inject(Database) database: Database,
    @Inject(ListAccounts) accounts: ListAccounts,
    @Inject(SetCredit) setCredit: SetCredit,
    @Inject(ReceivePayment) receivePayment: ReceivePayment,
  ) {
    this.database = database;
    this.accounts = accounts;
    this.setCredit = setCredit;
    this.receivePayment = receivePayment;
  }

  /** What the account may owe. Campaigns made from now on are paid afterwards; 0 makes them prepaid again. Leases follow within 2 s. */
  @Put('credit')
  @Permit('accounts', 'credit')
  async credit(@Param('id') id: string, @Body() body: unknown, @CurrentPrincipal() principal: Principal): Promise<Account> {
    const { limitMicros } = parseBody(creditRequest, body);
    if (!isId('acc', id)) throw new AppProblem('not-found');
    const now = this.database.clock.now();
    const set = await this.setCredit.run({ account: id, limitMicros: micros(BigInt(limitMicros)), now, actor: actorOf(principal) });
    if (set.outcome === 'unknown-account') throw new AppProblem('not-found');
    return this.account(id);
  }

  /** Books what the account pays of what it owes. The same provider event again answers `duplicate` and moves nothing. */
  @Post('payments')
  @HttpCode(200)
  @Permit('accounts', 'pay', own('account', 'id'))
  async pay(@Param('id') id: string, @Body() body: unknown, @CurrentPrincipal() principal: Principal): Promise<TopUpResponse> {
    const { amountMicros, pspEvent } = parseBody(topUpRequest, body);
    if (!isId('acc', id)) throw new AppProblem('not-found');
    const payment = { account: id, amountMicros: micros(BigInt(amountMicros)), pspEvent };
    const outcome = await this.receivePayment.run({ ...payment, now: this.database.clock.now(), actor: actorOf(principal) });
    if (outcome.outcome !== 'refused') return { ...outcome, account: await this.account(id) };
    if (outcome.reason === 'unknown-account') throw new AppProblem('not-found');
    const owed = outcome.reason === 'more-than-owed';
    throw new AppProblem('conflict', {
      field: owed ? 'amountMicros' : 'pspEvent',
      detail: owed ? 'this is more than the account owes' : 'this payment was booked before with another amount or account',
    });
  }

  private async account(id: Id<'acc'>): Promise<Account> {
    const [found] = (await this.accounts.run({ accounts: [id] })).items;
    if (!found) throw new AppProblem('not-found');
    return found;
  }
}
