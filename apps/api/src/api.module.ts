import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { Database } from '@flywheel/database';
import type { Env } from '@flywheel/runtime';
import type { Logger } from 'pino';
import { HealthController } from './access/health.controller.ts';
import { providers as areaProviders } from './areas.ts';
import { ConsoleModule } from './console.module.ts';
import { EdgeModule } from './edge.module.ts';
import { ENV, LOGGER } from './http/tokens.ts';

/** What the program is made of, opened before it and closed after it. */
export type Foundations = { readonly env: Env; readonly log: Logger; readonly database: Database };

/** The root: the halves that SERVE names, over one set of providers. */
@Module({})
export class ApiModule {
  static of({ env, log, database }: Foundations): DynamicModule {
    const providers: Provider[] = [
      { provide: ENV, useValue: env },
      { provide: LOGGER, useValue: log },
      { provide: Database, useValue: database },
      ...areaProviders,
    ];
    const halves = [...(env.serve.has('edge') ? [EdgeModule] : []), ...(env.serve.has('console') ? [ConsoleModule] : [])];
    return { module: ApiModule, global: true, imports: halves, controllers: [HealthController], providers, exports: providers };
  }
}
