import type { Provider, Type } from '@nestjs/common';
import {
  ChangeCampaigns,
  CopyCampaign,
  CreateCampaign,
  DiagnoseCampaign,
  GetCampaign,
  GetSafety,
  ListAccounts,
  ListCampaigns,
  ListCampaignVersions,
  ReceivePayment,
  SetCampaignStatus,
  SetCredit,
  SetSafety,
  TopUpAccount,
  UpdateCampaign,
} from '@flywheel/advertise';
import { ListPayments, TakePaymentBack } from '@flywheel/advertise/payments';
import { GrantPromo, ListPromos } from '@flywheel/advertise/promo';
import { Database } from '@flywheel/database';
import { systemRandom } from '@flywheel/runtime';
import { AccountCampaignsController } from './account-campaigns.controller.ts';
import { AccountCreditController } from './account-credit.controller.ts';
import { AccountPaymentsController } from './account-payments.controller.ts';
import { AccountSafetyController } from './account-safety.controller.ts';
import { AccountsController } from './accounts.controller.ts';
import { CampaignPartsController } from './campaign-parts.controller.ts';
import { CampaignsController } from './campaigns.controller.ts';
import { PromosController } from './promos.controller.ts';

/** Controllers of this area; those marked @Edge() go to the edge, the rest to the console. */
export const controllers: Type[] = [
  AccountsController,
  AccountCreditController,
  AccountPaymentsController,
  AccountSafetyController,
  AccountCampaignsController,
  CampaignsController,
  CampaignPartsController,
  PromosController,
];

/** What those controllers are given. */
export const providers: Provider[] = [
  { provide: ListAccounts, useFactory: (database: Database) => new ListAccounts(database), inject: [Database] },
  { provide: TopUpAccount, useFactory: (database: Database) => new TopUpAccount(database), inject: [Database] },
  { provide: ReceivePayment, useFactory: (database: Database) => new ReceivePayment(database), inject: [Database] },
  { provide: ListPayments, useFactory: (database: Database) => new ListPayments(database), inject: [Database] },
  { provide: TakePaymentBack, useFactory: (database: Database) => new TakePaymentBack(database), inject: [Database] },
  { provide: SetCredit, useFactory: (database: Database) => new SetCredit(database), inject: [Database] },
  { provide: GrantPromo, useFactory: (database: Database) => new GrantPromo(database), inject: [Database] },
  { provide: ListPromos, useFactory: (database: Database) => new ListPromos(database), inject: [Database] },
  { provide: ListCampaigns, useFactory: (database: Database) => new ListCampaigns(database), inject: [Database] },
  { provide: GetCampaign, useFactory: (database: Database) => new GetCampaign(database), inject: [Database] },
  { provide: ListCampaignVersions, useFactory: (database: Database) => new ListCampaignVersions(database), inject: [Database] },
  { provide: CreateCampaign, useFactory: (database: Database) => new CreateCampaign(database, systemRandom), inject: [Database] },
  { provide: UpdateCampaign, useFactory: (database: Database) => new UpdateCampaign(database, systemRandom), inject: [Database] },
  { provide: SetCampaignStatus, useFactory: (database: Database) => new SetCampaignStatus(database), inject: [Database] },
  { provide: ChangeCampaigns, useFactory: (database: Database) => new ChangeCampaigns(database, systemRandom), inject: [Database] },
  { provide: CopyCampaign, useFactory: (database: Database) => new CopyCampaign(database, systemRandom), inject: [Database] },
  { provide: DiagnoseCampaign, useFactory: (database: Database) => new DiagnoseCampaign(database), inject: [Database] },
  { provide: GetSafety, useFactory: (database: Database) => new GetSafety(database), inject: [Database] },
  { provide: SetSafety, useFactory: (database: Database) => new SetSafety(database), inject: [Database] },
];
