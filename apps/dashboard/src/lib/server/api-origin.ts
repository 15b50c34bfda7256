import type { RequestEvent } from '@sveltejs/kit';

/** Where the api listens as seen from this process: `API_ORIGIN`, else the very socket that the page was asked on. */
export function apiOriginOf(event: Pick<RequestEvent, 'platform'>): string {
  const configured = process.env['API_ORIGIN'];
  if (configured) return configured.replace(/\/$/, '');
  const socket = event.platform?.req.socket;
  if (socket?.localPort === undefined) return 'http://127.0.0.1:3000';
  const address = socket.localAddress ?? '127.0.0.1';
  const plain = address.replace(/^::ffff:/, '');
  return `http://${plain.includes(':') ? `[${plain}]` : plain}:${socket.localPort}`;
}
