import type { FastifyInstance } from 'fastify';

const always = {
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
};

/** Headers of every answer of the api: it is data, never a page, and is never cached. */
export function setResponseHeaders(server: FastifyInstance, https: boolean): void {
  const headers = https ? { ...always, 'strict-transport-security': 'max-age=31536000' } : always;
  server.addHook('onRequest', (request, reply, done) => {
    void reply.headers(headers).header('x-request-id', request.id);
    done();
  });
}
