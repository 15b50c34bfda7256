import { existsSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { protocolHeader } from './dispatcher.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * The dashboard's request handler. It is told the protocol of each request, so that forms work on whatever loopback name the page was
 * opened with; with a public origin, every request counts as one to that origin. Answers 503 with a sentence when the dashboard is not
 * built, or not served here.
 */
export async function loadDashboard(served: boolean, publicOrigin?: string): Promise<Handler> {
  if (!served) return plain('This process serves only the edge; pages are served by the console.');
  const file = fileURLToPath(new URL('../../../dashboard/build/handler.js', import.meta.url));
  if (!existsSync(file))
    return plain('The dashboard is not built: run npm start, or npm run build in apps/dashboard. The api answers under /v1.');
  // Read by the handler when it is imported.
  process.env['PROTOCOL_HEADER'] = protocolHeader;
  const { handler } = (await import(pathToFileURL(file).href)) as { handler: Handler };
  if (publicOrigin === undefined) return handler;
  const { protocol, host } = new URL(publicOrigin);
  return (request, response) => {
    request.headers[protocolHeader] = protocol.slice(0, -1);
    request.headers.host = host;
    handler(request, response);
  };
}

function plain(sentence: string): Handler {
  return (_request, response) => {
    response.writeHead(503, { 'content-type': 'text/plain; charset=utf-8', 'retry-after': '10' });
    response.end(`${sentence}\n`);
  };
}
