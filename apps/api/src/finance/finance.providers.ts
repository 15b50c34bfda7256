import type { Provider, Type } from '@nestjs/common';
import { Database } from '@flywheel/database';
import { systemRandom } from '@flywheel/runtime';
import {
  AllocateReinvestment,
  CloseMonth,
  CreatorStatement,
  ListLedgerAccounts,
  ListLedgerEntries,
  ListPeriods,
  ListReinvestments,
  Reconcile,
  ShowLedgerEntry,
  TrialBalance,
} from '@flywheel/settle';
import { LedgerController } from './ledger.controller.ts';
import { PeriodsController } from './periods.controller.ts';
import { ReconciliationController } from './reconciliation.controller.ts';
import { ReinvestmentsController } from './reinvestments.controller.ts';
import { StatementsController } from './statements.controller.ts';

/** Controllers of this area; those marked @Edge() go to the edge, the rest to the console. */
export const controllers: Type[] = [
  LedgerController,
  PeriodsController,
  ReconciliationController,
  ReinvestmentsController,
  StatementsController,
];

const flows = [
  CloseMonth,
  CreatorStatement,
  ListLedgerAccounts,
  ListLedgerEntries,
  ListPeriods,
  ListReinvestments,
  Reconcile,
  ShowLedgerEntry,
  TrialBalance,
];

/** What those controllers are given. */
export const providers: Provider[] = [
  ...flows.map((Flow) => ({ provide: Flow, useFactory: (database: Database) => new Flow(database), inject: [Database] })),
  {
    provide: AllocateReinvestment,
    useFactory: (database: Database) => new AllocateReinvestment(database, systemRandom),
    inject: [Database],
  },
];
