import { connect, type Socket } from 'node:net';
import { readFileSync } from 'node:fs';

/** Requests sent at their times whether or not earlier ones were answered, up to one a connection. */
export type OpenLoadOrder = { url: string; key: string; bodies: string; seconds: number; connections: number; rate: number };

/** How an answered request fared: served, shed with reason 504, or anything else. `waiting`: due, but every connection was taken. */
export type OpenLoadAnswer = {
  sent: number;
  served: number;
  shed: number;
  failed: number;
  waiting: number;
  servedP50: number;
  servedP99: number;
  shedP99: number;
};

type Line = { socket: Socket; sentAt: number; got: string };

const head = /^HTTP\/1\.1 (\d+)[\s\S]*?content-length: (\d+)\r\n/i;

/** A load generator over bare sockets: it costs a fifth of an HTTP client, so that twice the load fits into one other core. */
class OpenLoad {
  private readonly requests: Buffer[];
  private readonly idle: Line[] = [];
  private readonly times = { served: [] as number[], shed: [] as number[] };
  private failed = 0;
  private sent = 0;
  private waiting = 0;
  private readonly order: OpenLoadOrder;

  constructor(order: OpenLoadOrder) {
    this.order = order;
    const { host } = new URL(order.url);
    this.requests = readFileSync(order.bodies, 'utf8')
      .trimEnd()
      .split('\n')
      .map((body) =>
        Buffer.from(
          `POST /v1/decisions HTTP/1.1\r\nhost: ${host}\r\nauthorization: Bearer ${order.key}\r\ncontent-type: application/json\r\n` +
            `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
        ),
      );
  }

  async run(): Promise<OpenLoadAnswer> {
    await Promise.all(Array.from({ length: this.order.connections }, () => this.open()));
    const began = performance.now();
    const due = (): number => Math.floor(((performance.now() - began) / 1000) * this.order.rate);
    await new Promise<void>((resolve) => {
      const timer = setInterval(() => {
        while (this.sent + this.waiting < due()) this.sendOne();
        if (performance.now() - began < this.order.seconds * 1000) return;
        clearInterval(timer);
        setTimeout(resolve, 2000);
      }, 1);
    });
    const { served, shed } = this.times;
    const { sent, failed, waiting } = this;
    return {
      sent,
      served: served.length,
      shed: shed.length,
      failed,
      waiting,
      servedP50: quantile(served, 0.5),
      servedP99: quantile(served, 0.99),
      shedP99: quantile(shed, 0.99),
    };
  }

  private sendOne(): void {
    const line = this.idle.pop();
    if (!line) {
      this.waiting += 1;
      return;
    }
    line.sentAt = performance.now();
    line.got = '';
    line.socket.write(this.requests[this.sent % this.requests.length] ?? '');
    this.sent += 1;
  }

  private async open(): Promise<void> {
    const { hostname, port } = new URL(this.order.url);
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    const line: Line = { socket, sentAt: 0, got: '' };
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => this.read(line, text));
    socket.on('error', () => (this.failed += 1));
    await new Promise<void>((resolve) => socket.once('connect', resolve));
    this.idle.push(line);
  }

  private read(line: Line, text: string): void {
    line.got += text;
    const end = line.got.indexOf('\r\n\r\n');
    const found = end < 0 ? undefined : head.exec(line.got);
    if (!found || line.got.length < end + 4 + Number(found[2])) return;
    const took = performance.now() - line.sentAt;
    if (found[1] !== '200') this.failed += 1;
    else this.times[line.got.includes('"reason":504') ? 'shed' : 'served'].push(took);
    this.idle.push(line);
  }
}

function quantile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
}

process.once('message', (order: OpenLoadOrder) => {
  void new OpenLoad(order).run().then((answer) => process.send?.(answer, () => process.exit(0)));
});
