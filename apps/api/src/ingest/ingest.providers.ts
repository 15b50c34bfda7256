import type { Provider, Type } from '@nestjs/common';
import { Database } from '@flywheel/database';
import {
  AcceptEvents,
  EraseViewer,
  GatherEvents,
  IngestStatus,
  ListQuarantine,
  RecentEvents,
  ReplayQuarantine,
  UpsertContents,
  UpsertCreators,
  UpsertViewers,
} from '@flywheel/ingest';
import type { Random } from '@flywheel/primitives';
import { MatchKeys, systemRandom, type Env } from '@flywheel/runtime';
import { ENV } from '../http/tokens.ts';
import { ContentsController } from './contents.controller.ts';
import { CreatorsController } from './creators.controller.ts';
import { ErasuresController } from './erasures.controller.ts';
import { EventQuota } from './event-quota.ts';
import { EventTailController } from './event-tail.controller.ts';
import { EventsController } from './events.controller.ts';
import { IngestStatusController } from './ingest-status.controller.ts';
import { QuarantineController } from './quarantine.controller.ts';
import { ViewersController } from './viewers.controller.ts';

type Flow = new (database: Database, random: Random) => object;
const flows: Flow[] = [AcceptEvents, EraseViewer, IngestStatus, ListQuarantine, ReplayQuarantine, UpsertContents, UpsertCreators];

/** Controllers of this area; those marked @Edge() go to the edge, the rest to the console. */
export const controllers: Type[] = [
  ContentsController,
  CreatorsController,
  ErasuresController,
  EventsController,
  EventTailController,
  IngestStatusController,
  QuarantineController,
  ViewersController,
];

/** What those controllers are given. */
export const providers: Provider[] = [
  ...flows.map((flow): Provider => ({
    provide: flow,
    useFactory: (database: Database) => new flow(database, systemRandom),
    inject: [Database],
  })),
  { provide: RecentEvents, useFactory: (database: Database) => new RecentEvents(database.clock.now()), inject: [Database] },
  {
    provide: GatherEvents,
    useFactory: (accept: AcceptEvents, recent: RecentEvents) => new GatherEvents(accept, recent),
    inject: [AcceptEvents, RecentEvents],
  },
  { provide: EventQuota, useFactory: (env: Env) => new EventQuota(env.eventsPerSecond), inject: [ENV] },
  {
    provide: UpsertViewers,
    useFactory: (database: Database, matchKeys: MatchKeys) => new UpsertViewers(database, systemRandom, matchKeys),
    inject: [Database, MatchKeys],
  },
];
