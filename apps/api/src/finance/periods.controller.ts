import { Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { Database } from '@flywheel/database';
import { periodParameter, type CloseAnswer, type PeriodView, type ReinvestmentAnswer } from '@flywheel/http/periods';
import { AppProblem } from '@flywheel/http/problems';
import type { Principal } from '@flywheel/http/roles';
import { AllocateReinvestment, CloseMonth, ListPeriods, reinvestmentView } from '@flywheel/settle';
import { Permit } from '../http/permit.ts';
import { actorOf, CurrentPrincipal } from '../http/principal.ts';

@Controller('v1/periods')
export class PeriodsController {
  private readonly database: Database;
  private readonly periods: ListPeriods;
  private readonly closeMonth: CloseMonth;
  private readonly allocate: AllocateReinvestment;

  constructor(
    @Inject(Database) database: Database,
    @Inject(ListPeriods) periods: ListPeriods,
    @Inject(CloseMonth) closeMonth: CloseMonth,
    @Inject(AllocateReinvestment) allocate: AllocateReinvestment,
  ) {
    this.database = database;
    this.periods = periods;
    this.closeMonth = closeMonth;
    this.allocate = allocate;
  }

  @Get()
  @Permit('periods', 'read')
  async list(): Promise<{ periods: PeriodView[] }> {
    return { periods: await this.periods.run() };
  }

  /** Closes a month, or says everything that stands against it. */
  @Post(':period/close')
  @HttpCode(200)
  @Permit('periods', 'close')
  async close(@Param('period') text: string, @CurrentPrincipal() principal: Principal): Promise<CloseAnswer> {
    const period = periodOf(text);
    const closing = await this.closeMonth.run({ period, now: this.database.clock.now(), actor: actorOf(principal) });
    if (closing.outcome === 'refused') return { outcome: 'refused', period, findings: closing.findings, snapshotSha256: null };
    return { outcome: 'closed', period, findings: [], snapshotSha256: closing.snapshotSha256 };
  }

  /** Allocates a closed month's reinvestment; a second call answers with the first run. */
  @Post(':period/reinvestment')
  @HttpCode(200)
  @Permit('reinvestments', 'post')
  async reinvest(@Param('period') text: string, @CurrentPrincipal() principal: Principal): Promise<ReinvestmentAnswer> {
    const answer = await this.allocate.run({ period: periodOf(text), now: this.database.clock.now(), actor: actorOf(principal) });
    if (answer.outcome === 'refused') return { outcome: 'refused', reason: answer.reason, run: null };
    return { outcome: answer.outcome, reason: null, run: reinvestmentView(answer.run) };
  }
}

function periodOf(text: string): `${number}-${number}` {
  const parsed = periodParameter.safeParse(text);
  if (!parsed.success) throw new AppProblem('not-found', { field: 'period' });
  return parsed.data as `${number}-${number}`;
}
