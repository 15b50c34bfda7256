import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ListPayments, TakePaymentBack } from '@flywheel/advertise/payments';
import { Database } from '@flywheel/database';
import type { PaymentList } from '@flywheel/http/accounts';
import { reversalRequest, type ReversalAnswer } from '@flywheel/http/ledger';
import { AppProblem } from '@flywheel/http/problems';
import type { Principal } from '@flywheel/http/roles';
import { isId } from '@flywheel/primitives';
import { parseBody } from '../http/parse.ts';
import { own, Permit } from '../http/permit.ts';
import { actorOf, CurrentPrincipal } from '../http/principal.ts';

const refusals = {
  'taken-back': 'this payment was taken back before, for another reason',
  spent: 'this money is set aside for campaigns or spent: pause campaigns to free it, then take the payment back',
  'credit-used': 'the room that this payment made in the credit is used: raise the limit first, then take the payment back',
} as const;

@Controller('v1/accounts/:id/payments')
export class AccountPaymentsController {
  private readonly database: Database;
  private readonly payments: ListPayments;
  private readonly takePaymentBack: TakePaymentBack;

  constructor(
    @Inject(Database) database: Database,
    @Inject(ListPayments) payments: ListPayments,
    @Inject(TakePaymentBack) takePaymentBack: TakePaymentBack,
  ) {
    this.database = database;
    this.payments = payments;
    this.takePaymentBack = takePaymentBack;
  }

  /** The newest 100 payments, ahead or of what was owed, and which were taken back. */
  @Get()
  @Permit('accounts', 'read', own('account', 'id'))
  list(@Param('id') id: string): Promise<PaymentList> {
    if (!isId('acc', id)) throw new AppProblem('not-found');
    return this.payments.run({ account: id });
  }

  /** Takes back a payment that was recorded by mistake, for a reason. The same request again answers `replayed` and moves nothing. */
  @Post(':payment/reversal')
  @HttpCode(200)
  @Permit('accounts', 'take-back')
  async takeBack(
    @Param('id') id: string,
    @Param('payment') payment: string,
    @Body() body: unknown,
    @CurrentPrincipal() principal: Principal,
  ): Promise<ReversalAnswer> {
    const { reason } = parseBody(reversalRequest, body);
    if (!isId('acc', id) || !isId('ent', payment)) throw new AppProblem('not-found');
    const now = this.database.clock.now();
    const answer = await this.takePaymentBack.run({ account: id, payment, reason, now, actor: actorOf(principal) });
    if (answer.outcome !== 'refused') return answer;
    if (answer.reason === 'unknown-payment') throw new AppProblem('not-found');
    throw new AppProblem('conflict', { detail: refusals[answer.reason] });
  }
}
