import type { Provider, Type } from '@nestjs/common';
import * as access from './access/access.providers.ts';
import * as advertise from './advertise/advertise.providers.ts';
import * as audiences from './audiences/audiences.providers.ts';
import * as finance from './finance/finance.providers.ts';
import * as ingest from './ingest/ingest.providers.ts';
import * as learn from './learn/learn.providers.ts';
import * as report from './report/report.providers.ts';
import * as review from './review/review.providers.ts';
import * as serve from './serve/serve.providers.ts';
import * as settle from './settle/settle.providers.ts';

const areas: readonly { controllers: Type[]; providers: Provider[] }[] = [
  access,
  advertise,
  audiences,
  finance,
  ingest,
  learn,
  report,
  review,
  serve,
  settle,
];

/** Every controller of the program. */
export const controllers: Type[] = areas.flatMap((area) => area.controllers);

/** Everything controllers are given. */
export const providers: Provider[] = areas.flatMap((area) => area.providers);
