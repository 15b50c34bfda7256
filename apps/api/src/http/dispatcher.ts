import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** What the api answers itself; the dashboard answers everything else. */
const ownPrefixes = ['/v1', '/b', '/c', '/openrtb2', '/health', '/openapi.json', '/viewability.js'];
/** The dashboard learns from this header that the request came by http; whatever a client sent under that name is overwritten. */
export const protocolHeader = 'x-flywheel-proto';

/** Whether the api owns an address: one of its prefixes, whole or followed by a slash or a query. */
export function isOwn(url: string): boolean {
  return ownPrefixes.some((prefix) => url.startsWith(prefix) && (url.length === prefix.length || '/?'.includes(url.charAt(prefix.length))));
}

/**
 * Who a page's own call to the api is made for. Only something on this machine (a reverse proxy) may name another address than its
 * own: what a client far away claims would let it escape the limits on sign-in.
 */
export function callerAddress(remote: string | undefined, claimed: string | string[] | undefined): string | undefined {
  const onThisMachine = remote === '::1' || /^(::ffff:)?127\./.test(remote ?? '');
  return onThisMachine && claimed !== undefined ? String(claimed) : remote;
}

/** One server for both: requests of the api's prefixes go to Nest, the rest to the dashboard with its body unread. */
export function createDispatcher(api: Handler, dashboard: Handler): Server {
  const server = createServer((request, response) => {
    if (isOwn(request.url ?? '/')) return api(request, response);
    request.headers[protocolHeader] = 'http';
    const address = callerAddress(request.socket.remoteAddress, request.headers['x-forwarded-for']);
    if (address !== undefined) request.headers['x-forwarded-for'] = address;
    response.setHeader('x-content-type-options', 'nosniff');
    response.setHeader('x-frame-options', 'DENY');
    response.setHeader('referrer-policy', 'same-origin');
    return dashboard(request, response);
  });
  server.headersTimeout = 15_000;
  server.requestTimeout = 30_000;
  server.keepAliveTimeout = 72_000;
  return server;
}
