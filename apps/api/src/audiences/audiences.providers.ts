import type { Provider, Type } from '@nestjs/common';
import { ArchiveAudience, CreateAudience, EditList, EstimateSize, ListAudiences } from '@flywheel/audiences';
import { Database } from '@flywheel/database';
import { loadMatchKeys, MatchKeys, systemRandom, type Env } from '@flywheel/runtime';
import { ENV } from '../http/tokens.ts';
import { AudiencesController } from './audiences.controller.ts';
import { MembersController } from './members.controller.ts';

/** Controllers of this area; those marked @Edge() go to the edge, the rest to the console. */
export const controllers: Type[] = [AudiencesController, MembersController];

/** What those controllers are given; the match keys are for every area that takes hashed identifiers. */
export const providers: Provider[] = [
  { provide: MatchKeys, useFactory: (env: Env) => loadMatchKeys(env.dataDir), inject: [ENV] },
  { provide: CreateAudience, useFactory: (database: Database) => new CreateAudience(database, systemRandom), inject: [Database] },
  { provide: ArchiveAudience, useFactory: (database: Database) => new ArchiveAudience(database), inject: [Database] },
  {
    provide: ListAudiences,
    useFactory: (database: Database, keys: MatchKeys) => new ListAudiences(database, keys),
    inject: [Database, MatchKeys],
  },
  {
    provide: EditList,
    useFactory: (database: Database, keys: MatchKeys) => new EditList(database, systemRandom, keys),
    inject: [Database, MatchKeys],
  },
  {
    provide: EstimateSize,
    useFactory: (database: Database, keys: MatchKeys) => new EstimateSize(database, keys),
    inject: [Database, MatchKeys],
  },
];
