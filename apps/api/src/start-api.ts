import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { CheckApiKey, OfferBootstrap, ReadSession } from '@flywheel/access';
import { Database } from '@flywheel/database';
import { setPrivacyRule } from '@flywheel/database/reach';
import { setWorld } from '@flywheel/database/world';
import type { Env } from '@flywheel/runtime';
import type { Logger } from 'pino';
import { ApiModule, type Foundations } from './api.module.ts';
import { controllers } from './areas.ts';
import { startBackground } from './background.ts';
import { assertSafeBinding } from './http/safe-binding.ts';
import { AccessGate } from './http/access-gate.ts';
import { loadDashboard } from './http/dashboard.ts';
import { NestLog } from './http/nest-log.ts';
import { ProblemFilter } from './http/problem-filter.ts';
import { logRequests } from './http/request-log.ts';
import { setResponseHeaders } from './http/response-headers.ts';
import { assertEveryRouteHasARow, listRoutes } from './http/routes.ts';
import { admitBodies } from './ingest/body-budget.ts';
import { createHttpServer } from './http/server.ts';
import { ServingLoop } from './serve/serving-loop.ts';

/** A program that listens. */
export type RunningApi = {
  readonly url: string;
  readonly database: Database;
  /** Stops accepting, lets requests and jobs end, returns leases, closes the pools. */
  stop(): Promise<void>;
};

const drainMs = 8000;

/** Starts the whole program on `env`; resolves when it listens. Refuses to start with a route or a job that is not accounted for. */
export async function startApi(env: Env, log: Logger): Promise<RunningApi> {
  assertSafeBinding(env);
  assertEveryRouteHasARow(listRoutes(controllers));
  const database = new Database({ url: env.databaseUrl, reportUrl: env.reportDatabaseUrl });
  const opened: { stop(): Promise<void> }[] = [{ stop: () => database.close() }];
  const stop = async (): Promise<void> => {
    for (const part of opened.splice(0).reverse()) await part.stop();
  };
  try {
    await database.ready();
    const foundations = { env, log, database };
    await openWorld(foundations);
    opened.push(await startBackground(foundations));
    const app = await createApp(foundations, opened);
    await app.listen(env.port, env.host);
    const url = await app.getUrl();
    await app.get(ServingLoop).announce(env.peerUrl ?? url);
    await offerBootstrap(foundations, app, url);
    return { url, database, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function createApp(foundations: Foundations, opened: { stop(): Promise<void> }[]): Promise<NestFastifyApplication> {
  const { env, log, database } = foundations;
  const adapter = createHttpServer(await loadDashboard(env.serve.has('console'), env.origin));
  const server = adapter.getInstance();
  setResponseHeaders(server, env.origin?.startsWith('https:') ?? false);
  const endLog = logRequests(server, log);
  const app = await NestFactory.create<NestFastifyApplication>(ApiModule.of(foundations), adapter, {
    bodyParser: false,
    logger: new NestLog(log),
    abortOnError: false,
  });
  const keepers = { database, keys: app.get(CheckApiKey), sessions: app.get(ReadSession), origin: env.origin };
  new AccessGate(listRoutes(controllers), keepers).guard(server);
  admitBodies(server);
  app.useGlobalFilters(new ProblemFilter(log));
  opened.push({
    stop: async () => {
      // A client that keeps its request open holds a deploy up no longer than this.
      const late = setTimeout(() => server.server.closeAllConnections(), drainMs);
      await app.close();
      clearTimeout(late);
      endLog();
    },
  });
  return app;
}

/** Notes what this world is the first time it is started. */
async function openWorld({ env, database }: Foundations): Promise<void> {
  await setPrivacyRule(database.read, { segmentLeast: env.segmentMinPeople });
  await setWorld(database.read, { name: env.world, markedDemo: env.world !== 'live', now: database.clock.now() });
}

/** A live world without an admin gets a link on the terminal: there is no default password. */
async function offerBootstrap({ env, database }: Foundations, app: NestFastifyApplication, url: string): Promise<void> {
  if (env.world !== 'live' || !env.serve.has('console')) return;
  const offer = await app.get(OfferBootstrap).run({ now: database.clock.now() });
  if (offer.outcome === 'offered')
    process.stdout.write(`First administrator: open ${env.origin ?? url}/bootstrap?token=${offer.token} (works once)\n`);
}
