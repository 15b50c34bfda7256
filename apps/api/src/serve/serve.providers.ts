import type { Provider, Type } from '@nestjs/common';
import { Database } from '@flywheel/database';
import { loadTokenKeys, type Env } from '@flywheel/runtime';
import {
  ExplainDecision,
  ExplainToAdvertiser,
  GetCampaignPacing,
  GetModels,
  HoldModel,
  ListPlacements,
  PreviewEdit,
  RecentDecisions,
  ReplayDecision,
  SavePlacement,
  WhyNot,
  WhyThisAd,
} from '@flywheel/serve';
import { ENV } from '../http/tokens.ts';
import { DecisionsController } from './decisions.controller.ts';
import { ExplanationsController } from './explanations.controller.ts';
import { ModelsController } from './models.controller.ts';
import { PacingController } from './pacing.controller.ts';
import { PlacementsController } from './placements.controller.ts';
import { PreviewController } from './preview.controller.ts';
import { ServingLoop } from './serving-loop.ts';
import { WhyNotController } from './why-not.controller.ts';

/** Controllers of this area; those marked @Edge() go to the edge, the rest to the console. */
export const controllers: Type[] = [
  DecisionsController,
  ExplanationsController,
  ModelsController,
  PacingController,
  PlacementsController,
  PreviewController,
  WhyNotController,
];

/** What those controllers are given. */
export const providers: Provider[] = [
  ServingLoop,
  { provide: GetCampaignPacing, useFactory: (database: Database) => new GetCampaignPacing(database), inject: [Database] },
  { provide: GetModels, useFactory: (database: Database) => new GetModels(database), inject: [Database] },
  { provide: HoldModel, useFactory: (database: Database) => new HoldModel(database), inject: [Database] },
  { provide: ListPlacements, useFactory: (database: Database) => new ListPlacements(database), inject: [Database] },
  { provide: SavePlacement, useFactory: (database: Database) => new SavePlacement(database), inject: [Database] },
  { provide: RecentDecisions, useFactory: (database: Database) => new RecentDecisions(database), inject: [Database] },
  { provide: ExplainDecision, useFactory: (database: Database) => new ExplainDecision(database), inject: [Database] },
  { provide: ExplainToAdvertiser, useFactory: (database: Database) => new ExplainToAdvertiser(database), inject: [Database] },
  { provide: WhyThisAd, useFactory: (database: Database) => new WhyThisAd(database), inject: [Database] },
  {
    provide: ReplayDecision,
    useFactory: (database: Database, env: Env) => new ReplayDecision(database, loadTokenKeys(env.dataDir).auctionKey),
    inject: [Database, ENV],
  },
  {
    provide: PreviewEdit,
    useFactory: (database: Database, env: Env) => new PreviewEdit(database, loadTokenKeys(env.dataDir).auctionKey),
    inject: [Database, ENV],
  },
  {
    provide: WhyNot,
    useFactory: (database: Database, replays: ReplayDecision) => new WhyNot(database, replays),
    inject: [Database, ReplayDecision],
  },
];
