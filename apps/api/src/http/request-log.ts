import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';

const countEveryMs = 10_000;
const edgeRoute = /^\/(b|c|openrtb2|v1\/(events|decisions|viewers|creators|contents))(\/:(kind|token))?$/;

/**
 * One line per console request; the edge, where a line per request would cost more than the answer, writes its counts by route and
 * status every 10 s and single lines only for what broke. Routes stand as patterns: no id of anyone is logged.
 */
export function logRequests(server: FastifyInstance, log: Logger): () => void {
  const counts = new Map<string, number>();
  server.addHook('onResponse', (request: FastifyRequest, reply: FastifyReply, done) => {
    const route = request.routeOptions.url ?? 'unknown';
    const { method } = request;
    const status = reply.statusCode;
    if (edgeRoute.test(route) && status < 500) {
      const key = `${method} ${route} ${status}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    } else if (route !== '/health') {
      log.info({
        flow: 'http',
        outcome: status < 400 ? 'answered' : 'refused',
        method,
        route,
        status,
        ms: Math.round(reply.elapsedTime),
        requestId: request.id,
      });
    }
    done();
  });
  const write = (): void => {
    if (counts.size === 0) return;
    log.info({ flow: 'edge', outcome: 'counted', answers: Object.fromEntries(counts) });
    counts.clear();
  };
  const timer = setInterval(write, countEveryMs).unref();
  return () => {
    clearInterval(timer);
    write();
  };
}
