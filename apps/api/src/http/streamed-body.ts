import { Readable } from 'node:stream';
import { AppProblem } from '@flywheel/http/problems';
import type { FastifyInstance } from 'fastify';

const streamedTypes = ['application/x-ndjson', 'text/csv'];
const streamedRoutes = /\/audiences\/:id\/members$/;
/** Far more than the most identifiers of one change need; the flow that reads counts them. */
const mostBytes = 256 * 1_048_576;

/** Lets the routes that read their body as it comes in have it unread; every other route refuses these types. */
export function allowStreamedBodies(server: FastifyInstance): void {
  server.addContentTypeParser(streamedTypes, (request, payload, done) => {
    if (streamedRoutes.test(request.routeOptions.url ?? '')) done(null, payload);
    else done(new AppProblem('unsupported-type'));
  });
  server.addHook('onRoute', (route) => {
    if (streamedRoutes.test(route.url)) route.bodyLimit = mostBytes;
  });
}

/** Whether a body was left unread. */
export function isStreamed(body: unknown): body is Readable {
  return body instanceof Readable;
}
