import type { Provider, Type } from '@nestjs/common';
import { Database } from '@flywheel/database';
import { RunReport } from '@flywheel/report';
import { MetricsController } from './metrics.controller.ts';
import { QueryController } from './query.controller.ts';
import { ReportsController } from './reports.controller.ts';

/** Controllers of this area; those marked @Edge() go to the edge, the rest to the console. */
export const controllers: Type[] = [QueryController, ReportsController, MetricsController];

/** What those controllers are given. */
export const providers: Provider[] = [
  { provide: RunReport, useFactory: (database: Database) => new RunReport(database), inject: [Database] },
];
