import type { Provider, Type } from '@nestjs/common';
import { Database } from '@flywheel/database';
import { readShown } from '@flywheel/report';
import { systemRandom, type Env } from '@flywheel/runtime';
import { loadCheckpointKey } from '@flywheel/runtime/evidence';
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
import { ShowEvidence } from '@flywheel/settle/evidence';
import { ShowRevenueMode } from '@flywheel/settle/revenue';
import { ENV } from '../http/tokens.ts';
import { EvidenceController } from './evidence.controller.ts';
import { LedgerController } from './ledger.controller.ts';
import { PeriodsController } from './periods.controller.ts';
import { ReconciliationController } from './reconciliation.controller.ts';
import { ReinvestmentsController } from './reinvestments.controller.ts';
import { RevenueModeController } from './revenue-mode.controller.ts';
import { ReversalsController } from './reversals.controller.ts';
import { StatementsController } from './statements.controller.ts';

/** Controllers of this area; those marked @Edge() go to the edge, the rest to the console. */
export const controllers: Type[] = [
  EvidenceController,
  LedgerController,
  PeriodsController,
  ReconciliationController,
  ReinvestmentsController,
  RevenueModeController,
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
  ShowRevenueMode,
  TrialBalance,
];
// What looks at reports is given the reading of them.
const comparing = [CheckBooks, Reconcile];

/** What those controllers are given. */
export const providers: Provider[] = [
  ...flows.map((Flow) => ({ provide: Flow, useFactory: (database: Database) => new Flow(database), inject: [Database] })),
  ...comparing.map((Flow) => ({ provide: Flow, useFactory: (database: Database) => new Flow(database, readShown), inject: [Database] })),
  {
    provide: ShowEvidence,
    useFactory: (database: Database, env: Env) => new ShowEvidence(database, loadCheckpointKey(env.dataDir, env.checkpointKey).publicPem),
    inject: [Database, ENV],
  },
  {
    provide: AllocateReinvestment,
    useFactory: (database: Database) => new AllocateReinvestment(database, systemRandom),
    inject: [Database],
  },
];
