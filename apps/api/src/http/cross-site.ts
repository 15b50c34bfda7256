import type { IncomingHttpHeaders } from 'node:http';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether a browser sent this state-changing request from another site. Browsers set Sec-Fetch-Site or Origin and no page can forge
 * them; a request with neither comes from a program, which has no one else's cookie.
 */
export function isCrossSite(method: string, headers: IncomingHttpHeaders, publicOrigin: string | undefined): boolean {
  if (safeMethods.has(method)) return false;
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const { origin } = headers;
  if (origin === undefined) return false;
  if (publicOrigin !== undefined && origin === publicOrigin) return false;
  return !URL.canParse(origin) || new URL(origin).host !== headers.host;
}
