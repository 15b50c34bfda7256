import type { IncomingHttpHeaders } from 'node:http';

/** Whether a browser fetches something a person has not asked for yet (Sec-Purpose, and the older Purpose and X-Moz). */
export function isPrefetch(headers: IncomingHttpHeaders): boolean {
  return [headers['sec-purpose'], headers['purpose'], headers['x-moz']].some((value) =>
    /prefetch|prerender|preview/i.test(String(value ?? '')),
  );
}
