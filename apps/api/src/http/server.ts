import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { createDispatcher } from './dispatcher.ts';
import { allowStreamedBodies } from './streamed-body.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** 1 MB for every endpoint, and for those that take batches of 1,000 events or items 8 MB: 8 KB each. */
const bodyLimit = 1_048_576;
const batchBodyLimit = 8 * bodyLimit;
const batchRoutes = new Set(['/v1/events', '/v1/viewers', '/v1/creators', '/v1/contents']);
const givenId = /^[\w-]{8,64}$/;

/** Fastify as the edge needs it: bodies checked by their schemas without bending them, ids for requests, one socket with the dashboard. */
export function createHttpServer(dashboard: Handler): FastifyAdapter {
  const boot = randomUUID().slice(0, 8);
  let requests = 0;
  const adapter = new FastifyAdapter({
    bodyLimit,
    // A click's address carries its whole token.
    routerOptions: { maxParamLength: 1024 },
    trustProxy: 'loopback',
    forceCloseConnections: 'idle',
    genReqId: (request: IncomingMessage) => {
      const given = request.headers['x-request-id'];
      requests += 1;
      return typeof given === 'string' && givenId.test(given) ? given : `${boot}-${requests.toString(36)}`;
    },
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false, useDefaults: true, allErrors: false } },
    serverFactory: (handler: Handler): Server => createDispatcher(handler, dashboard),
  });
  adapter.getInstance().addHook('onRoute', (route) => {
    if (batchRoutes.has(route.url)) route.bodyLimit = batchBodyLimit;
  });
  allowStreamedBodies(adapter.getInstance());
  return adapter;
}
