import type { Provider, Type } from '@nestjs/common';
import { Database } from '@flywheel/database';
import { RunReport, TraceBatch, TraceCell, TraceImpression } from '@flywheel/report';
import { MetricsController } from './metrics.controller.ts';
import { QueryController } from './query.controller.ts';
import { ReportsController } from './reports.controller.ts';
import { TraceFiles } from './trace-files.ts';
import { TraceController } from './trace.controller.ts';

/** Controllers of this area; those marked @Edge() go to the edge, the rest to the console. */
export const controllers: Type[] = [QueryController, ReportsController, MetricsController, TraceController];

const flows = [RunReport, TraceCell, TraceBatch, TraceImpression, TraceFiles];

/** What those controllers are given. */
export const providers: Provider[] = flows.map((Flow) => ({
  provide: Flow,
  useFactory: (database: Database) => new Flow(database),
  inject: [Database],
}));
