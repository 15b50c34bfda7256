import { createServer } from 'node:http';
import { emptyAnswer } from './empty-answer.ts';

/** Bare node:http that parses the request and answers the same bytes as the empty route: what no framework can pass. */
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const body = JSON.stringify(emptyAnswer(JSON.parse(Buffer.concat(chunks).toString('utf8'))));
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(body) });
    response.end(body);
  });
});

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.({ ready: true, url: typeof address === 'object' && address ? `http://127.0.0.1:${address.port}` : '' });
});
process.on('disconnect', () => process.exit(0));
