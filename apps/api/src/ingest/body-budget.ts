import type { IncomingHttpHeaders } from 'node:http';
import { AppProblem } from '@flywheel/http/problems';
import type { FastifyInstance } from 'fastify';

const eventsRoute = '/v1/events';
/** Bodies of events that are being received or wait for their commit, together: what they become in memory is some times as much. */
const mostBytes = 67_108_864;
/** What a body counts that does not say its length: the largest the route takes. */
const unknownBytes = 8_388_608;

/**
 * Refuses events with 503 before their body is read while those on their way take as much memory as they may: however slow the database,
 * memory stays flat. A body counts from its headers until its answer is sent or its connection gone.
 */
export function admitBodies(server: FastifyInstance): void {
  let onTheirWay = 0;
  server.addHook('onRequest', (request, reply, done) => {
    if (request.routeOptions.url !== eventsRoute) return done();
    const bytes = bodyBytes(request.headers);
    if (onTheirWay > 0 && onTheirWay + bytes > mostBytes) return done(new AppProblem('unavailable', { retryAfterSeconds: 1 }));
    onTheirWay += bytes;
    reply.raw.once('close', () => (onTheirWay -= bytes));
    done();
  });
}

/** How many bytes a request's body takes, by its headers. */
export function bodyBytes({ 'content-length': length }: IncomingHttpHeaders): number {
  return length === undefined ? unknownBytes : Number(length);
}
