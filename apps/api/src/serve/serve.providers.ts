import type { Provider, Type } from '@nestjs/common';
import { Database } from '@flywheel/database';
import { ExplainDecision, ListPlacements, RecentDecisions, SavePlacement, WhyNot, WhyThisAd } from '@flywheel/serve';
import { DecisionsController } from './decisions.controller.ts';
import { ExplanationsController } from './explanations.controller.ts';
import { PlacementsController } from './placements.controller.ts';
import { ServingLoop } from './serving-loop.ts';

/** Controllers of this area; those marked @Edge() go to the edge, the rest to the console. */
export const controllers: Type[] = [DecisionsController, ExplanationsController, PlacementsController];

/** What those controllers are given. */
export const providers: Provider[] = [
  ServingLoop,
  { provide: ListPlacements, useFactory: (database: Database) => new ListPlacements(database), inject: [Database] },
  { provide: SavePlacement, useFactory: (database: Database) => new SavePlacement(database), inject: [Database] },
  { provide: RecentDecisions, useFactory: (database: Database) => new RecentDecisions(database), inject: [Database] },
  { provide: ExplainDecision, useFactory: (database: Database) => new ExplainDecision(database), inject: [Database] },
  {
    provide: WhyThisAd,
    useFactory: (database: Database, loop: ServingLoop) => new WhyThisAd(database, loop.serving.memory),
    inject: [Database, ServingLoop],
  },
  {
    provide: WhyNot,
    useFactory: (database: Database, loop: ServingLoop) => new WhyNot(database, loop.serving.memory),
    inject: [Database, ServingLoop],
  },
];
