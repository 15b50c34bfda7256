import { Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { Database } from '@flywheel/database';
import { AppProblem } from '@flywheel/http/problems';
import { runsQuery, type ReconciliationRun, type ReconciliationRuns, type ReconciliationView } from '@flywheel/http/reconciliation';
import type { Principal } from '@flywheel/http/roles';
import { CheckBooks, Reconcile, runView, ShowChecks, stepView } from '@flywheel/settle/checks';
import { parseQuery } from '../http/parse.ts';
import { Permit } from '../http/permit.ts';
import { actorOf, CurrentPrincipal } from '../http/principal.ts';

@Controller('v1/reconciliation')
export class ReconciliationController {
  private readonly database: Database;
  private readonly reconcile: Reconcile;
  private readonly checkBooks: CheckBooks;
  private readonly checks: ShowChecks;

  constructor(
    @Inject(Database) database: Database,
    @Inject(Reconcile) reconcile: Reconcile,
    @Inject(CheckBooks) checkBooks: CheckBooks,
    @Inject(ShowChecks) checks: ShowChecks,
  ) {
    this.database = database;
    this.reconcile = reconcile;
    this.checkBooks = checkBooks;
    this.checks = checks;
  }

  @Get()
  @Permit('reconciliation', 'read')
  async show(): Promise<ReconciliationView> {
    const { clean, steps } = await this.reconcile.run();
    return { at: new Date(this.database.clock.now()).toISOString(), clean, steps: steps.map(stepView) };
  }

  @Get('runs')
  @Permit('reconciliation', 'read')
  async list(@Query() query: unknown): Promise<ReconciliationRuns> {
    return { runs: await this.checks.run(parseQuery(runsQuery, query)) };
  }

  @Get('runs/:run')
  @Permit('reconciliation', 'read')
  async one(@Param('run') run: string): Promise<ReconciliationRun> {
    const shown = /^\d{1,18}$/.test(run) ? await this.checks.one({ run: BigInt(run) }) : undefined;
    if (!shown) throw new AppProblem('not-found');
    return shown;
  }

  /** Climbs the ladder and asks the auditor now; the run is kept like that of the night. */
  @Post('runs')
  @HttpCode(200)
  @Permit('reconciliation', 'run')
  async check(@CurrentPrincipal() principal: Principal): Promise<ReconciliationRun> {
    return runView(await this.checkBooks.run({ now: this.database.clock.now(), cause: 'asked', askedBy: actorOf(principal) }));
  }
}
