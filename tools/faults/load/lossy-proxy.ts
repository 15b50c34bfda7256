import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { Random } from '@flywheel/primitives';
import { HttpMessages, type HttpMessage } from './http-message.ts';

/** Shares of requests, 0 to 1: whose response is dropped after it came, that are sent twice, that are held back for up to `delayMs`. */
export type Losses = { drop: number; double: number; delay: number; delayMs: number };

/**
 * Stands between senders and the api and behaves as a network does: it drops responses AFTER the api has committed and answered (the
 * sender must ask again and be told of a duplicate), sends requests twice at once, and holds some back so that later ones overtake them.
 */
export class LossyProxy {
  readonly counts = { responses: 0, dropped: 0, doubled: 0, delayed: 0 };
  private readonly target: number;
  private readonly losses: Losses;
  private readonly random: Random;
  private readonly sockets = new Set<Socket>();
  private server: Server | undefined;

  constructor({ target, losses, random }: { target: number; losses: Losses; random: Random }) {
    this.target = target;
    this.losses = losses;
    this.random = random;
  }

  async open(): Promise<string> {
    const server = createServer({ noDelay: true }, (client) => this.serve(client));
    this.server = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    const { server } = this;
    if (!server) return;
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  private serve(client: Socket): void {
    this.keep(client);
    const requests = new HttpMessages();
    const answers = new HttpMessages();
    const upstream = this.reach();
    upstream.on('data', (chunk: Buffer) => {
      for (const answer of answers.push(chunk)) this.pass(answer, client);
    });
    upstream.on('close', () => client.destroy());
    client.on('close', () => upstream.destroy());
    client.on('data', (chunk: Buffer) => {
      for (const request of requests.push(chunk)) this.forward(request, upstream);
    });
  }

  private forward(request: HttpMessage, upstream: Socket): void {
    const { double, delay, delayMs } = this.losses;
    if (this.random.next() < double) {
      this.counts.doubled += 1;
      this.sendCopy(request);
    }
    if (this.random.next() < delay) {
      this.counts.delayed += 1;
      setTimeout(() => upstream.write(request.bytes), this.random.next() * delayMs);
    } else upstream.write(request.bytes);
  }

  private pass(answer: HttpMessage, client: Socket): void {
    this.counts.responses += 1;
    if (this.random.next() < this.losses.drop) {
      this.counts.dropped += 1;
      client.destroy();
    } else client.write(answer.bytes);
  }

  /** A copy travels by itself; nobody waits for its answer. */
  private sendCopy(request: HttpMessage): void {
    const copy = this.reach();
    const answers = new HttpMessages();
    copy.on('data', (chunk: Buffer) => {
      if (answers.push(chunk).length > 0) copy.destroy();
    });
    copy.write(request.bytes);
  }

  private reach(): Socket {
    return this.keep(connect({ port: this.target, host: '127.0.0.1', noDelay: true }));
  }

  private keep(socket: Socket): Socket {
    this.sockets.add(socket);
    // An end that breaks breaks the other one; that is what the sender has to live with.
    return socket.on('error', () => undefined).on('close', () => this.sockets.delete(socket));
  }
}
