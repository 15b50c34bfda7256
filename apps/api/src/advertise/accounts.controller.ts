import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ListAccounts, TopUpAccount } from '@flywheel/advertise';
import { Database } from '@flywheel/database';
import { topUpRequest, type Account, type AccountList, type TopUpResponse } from '@flywheel/http/accounts';
import { AppProblem } from '@flywheel/http/problems';
import type { Principal } from '@flywheel/http/roles';
import { isId, micros, type Id } from '@flywheel/primitives';
import { parseBody } from '../http/parse.ts';
import { own, Permit } from '../http/permit.ts';
import { accountsOf, actorOf, CurrentPrincipal } from '../http/principal.ts';

@Controller('v1/accounts')
export class AccountsController {
  private readonly database: Database;
  private readonly accounts: ListAccounts;
  private readonly topUpAccount: TopUpAccount;

  constructor(
    @Inject(Database) database: Database,
    @Inject(ListAccounts) accounts: ListAccounts,
    @Inject(TopUpAccount) topUpAccount: TopUpAccount,
  ) {
    this.database = database;
    this.accounts = accounts;
    this.topUpAccount = topUpAccount;
  }

  /** An advertiser sees the accounts it holds a role for, the operator every one. */
  @Get()
  @Permit('accounts', 'list')
  list(@CurrentPrincipal() principal: Principal): Promise<AccountList> {
    return this.accounts.run({ accounts: accountsOf(principal)?.filter((each): each is Id<'acc'> => isId('acc', each)) });
  }

  @Get(':id')
  @Permit('accounts', 'read', own('account', 'id'))
  async show(@Param('id') id: string): Promise<Account> {
    const [found] = isId('acc', id) ? (await this.accounts.run({ accounts: [id] })).items : [];
    if (!found) throw new AppProblem('not-found');
    return found;
  }

  /** Books a payment that the provider took. The same provider event again answers `duplicate` and moves nothing. */
  @Post(':id/top-ups')
  @HttpCode(200)
  @Permit('accounts', 'fund', own('account', 'id'))
  async topUp(@Param('id') id: string, @Body() body: unknown, @CurrentPrincipal() principal: Principal): Promise<TopUpResponse> {
    const { amountMicros, pspEvent } = parseBody(topUpRequest, body);
    if (!isId('acc', id)) throw new AppProblem('not-found');
    const now = this.database.clock.now();
    const outcome = await this.topUpAccount.run({
      account: id,
      amountMicros: micros(BigInt(amountMicros)),
      pspEvent,
      now,
      actor: actorOf(principal),
    });
    if (outcome.outcome === 'refused') {
      if (outcome.reason === 'unknown-account') throw new AppProblem('not-found');
      throw new AppProblem('conflict', { field: 'pspEvent', detail: 'this payment was booked before with another amount or account' });
    }
    return { ...outcome, account: await this.show(id) };
  }
}
