import { Controller, Get, Inject } from '@nestjs/common';
import { Database } from '@flywheel/database';
import type { ReconciliationView } from '@flywheel/http/reconciliation';
import { Reconcile } from '@flywheel/settle';
import { Permit } from '../http/permit.ts';

@Controller('v1/reconciliation')
export class ReconciliationController {
  private readonly database: Database;
  private readonly reconcile: Reconcile;

  constructor(@Inject(Database) database: Database, @Inject(Reconcile) reconcile: Reconcile) {
    this.database = database;
    this.reconcile = reconcile;
  }

  @Get()
  @Permit('reconciliation', 'read')
  async show(): Promise<ReconciliationView> {
    const { clean, steps } = await this.reconcile.run();
    return {
      at: new Date(this.database.clock.now()).toISOString(),
      clean,
      steps: steps.map((step) => ({
        ...step,
        leftMicros: step.leftMicros?.toString() ?? null,
        rightMicros: step.rightMicros?.toString() ?? null,
        differenceMicros: step.differenceMicros?.toString() ?? null,
      })),
    };
  }
}
