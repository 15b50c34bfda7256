import type { Provider, Type } from '@nestjs/common';
import { Database } from '@flywheel/database';
import { ImpressionTokens, systemRandom, TokenKeyRing, type Env } from '@flywheel/runtime';
import { FollowClick, RecordBeacon, RecordBeacons } from '@flywheel/settle';
import { ENV } from '../http/tokens.ts';
import { BeaconsController } from './beacons.controller.ts';
import { ClicksController } from './clicks.controller.ts';
import { ViewabilityController } from './viewability.controller.ts';

/** Controllers of this area; those marked @Edge() go to the edge, the rest to the console. */
export const controllers: Type[] = [BeaconsController, ClicksController, ViewabilityController];

/** What those controllers are given. */
export const providers: Provider[] = [
  { provide: ImpressionTokens, useFactory: (env: Env) => new ImpressionTokens(new TokenKeyRing(env.dataDir)), inject: [ENV] },
  {
    provide: RecordBeacons,
    useFactory: (database: Database, tokens: ImpressionTokens) => new RecordBeacons(database, tokens, systemRandom),
    inject: [Database, ImpressionTokens],
  },
  { provide: RecordBeacon, useFactory: (beacons: RecordBeacons) => new RecordBeacon(beacons), inject: [RecordBeacons] },
  {
    provide: FollowClick,
    useFactory: (database: Database, tokens: ImpressionTokens, beacon: RecordBeacon) => new FollowClick(database, tokens, beacon),
    inject: [Database, ImpressionTokens, RecordBeacon],
  },
];
