import type { Provider, Type } from '@nestjs/common';
import { Database } from '@flywheel/database';
import { readShown } from '@flywheel/report';
import { systemRandom } from '@flywheel/runtime';
import {
  AllocateReinvestment,
  CloseMonth,
  CreatorStatement,
  ListLedgerAccounts,
  ListLedgerEntries,
  ListPeriods,
  ListReinvestments,
  ReverseEntry,
  ShowLedgerEntry,
  TrialBalance,
} from '@flywheel/settle';
import { CheckBooks, Reconcile, ShowChecks } from '@flywheel/settle/checks';
import { LedgerController } from './ledger.controller.ts';
import { PeriodsController } from './periods.controller.ts';
import { ReconciliationController } from './reconciliation.controller.ts';
import { ReinvestmentsController } from './reinvestments.controller.ts';
import { ReversalsController } from './reversals.controller.ts';
import { StatementsController } from './statements.controller.ts';

/** Controllers of this area; those marked @Edge() go to the edge, the rest to the console. */
export const controllers: Type[] = [
  LedgerController,
  PeriodsController,
  ReconciliationController,
  ReinvestmentsController,
  ReversalsController,
  StatementsController,
];

const flows = [
  CloseMonth,
  CreatorStatement,
  ListLedgerAccounts,
  ListLedgerEntries,
  ListPeriods,
  ListReinvestments,
  ReverseEntry,
  ShowChecks,
  ShowLedgerEntry,
  TrialBalance,
];
// What looks at reports is given the reading of them.
const comparing = [CheckBooks, Reconcile];

/** What those controllers are given. */
export const providers: Provider[] = [
  ...flows.map((Flow) => ({ provide: Flow, useFactory: (database: Database) => new Flow(database), inject: [Database] })),
  ...comparing.map((Flow) => ({ provide: Flow, useFactory: (database: Database) => new Flow(database, readShown), inject: [Database] })),
  {
    provide: AllocateReinvestment,
    useFactory: (database: Database) => new AllocateReinvestment(database, systemRandom),
    inject: [Database],
  },
];
