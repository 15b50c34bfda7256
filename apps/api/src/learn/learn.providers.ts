import type { Provider, Type } from '@nestjs/common';
import { Database } from '@flywheel/database';
import { ChooseInterest, ExplainSegments, GetSegmentOverview, ListContentTopics, ListSegments, NameCommunityByHand } from '@flywheel/learn';
import type { Env } from '@flywheel/runtime';
import { ENV } from '../http/tokens.ts';
import { CommunitiesController } from './communities.controller.ts';
import { ContentTopicsController } from './content-topics.controller.ts';
import { SegmentsController } from './segments.controller.ts';

/** Controllers of this area; those marked @Edge() go to the edge, the rest to the console. */
export const controllers: Type[] = [SegmentsController, ContentTopicsController, CommunitiesController];

/** What those controllers are given. */
export const providers: Provider[] = [
  { provide: ChooseInterest, useFactory: (database: Database) => new ChooseInterest(database), inject: [Database] },
  { provide: ExplainSegments, useFactory: (database: Database) => new ExplainSegments(database), inject: [Database] },
  { provide: ListContentTopics, useFactory: (database: Database) => new ListContentTopics(database), inject: [Database] },
  { provide: NameCommunityByHand, useFactory: (database: Database) => new NameCommunityByHand(database), inject: [Database] },
  {
    provide: GetSegmentOverview,
    useFactory: (database: Database, env: Env) => new GetSegmentOverview(database, env.segmentMinPeople),
    inject: [Database, ENV],
  },
  {
    provide: ListSegments,
    useFactory: (database: Database, env: Env) => new ListSegments(database, env.segmentMinPeople),
    inject: [Database, ENV],
  },
];
