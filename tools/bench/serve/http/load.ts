import { connect, type Socket } from 'node:net';
import { readFileSync } from 'node:fs';

/** What one stretch of load is asked for. Bodies come one a line, in turn. */
export type LoadOrder = {
  url: string;
  key: string;
  bodies: string;
  seconds: number;
  /** Each has at most one request open. */
  connections: number;
  /** Requests a second, sent at their times whether or not earlier ones were answered; undefined sends as soon as one is answered. */
  rate: number | undefined;
};

/** What came back. `served` and `shed` (reason 504) are answers; latencies in ms, of a closed loop mostly queueing. */
export type LoadAnswer = {
  sent: number;
  served: number;
  shed: number;
  failed: number;
  /** Due, but every connection was taken. */
  waiting: number;
  /** Answers a second. */
  perSecond: number;
  p50: number;
  p99: number;
  shedP99: number;
};

type Line = { socket: Socket; sentAt: number; got: string };

const head = /^HTTP\/1\.1 (\d+)[\s\S]*?content-length: (\d+)\r\n/i;
const restMs = 2000;

/**
 * A load generator over bare sockets with ready-made requests: it costs a fifth of an HTTP client, so that a server and twice its load
 * fit on two cores. Answers need a content-length.
 */
class Load {
  private readonly order: LoadOrder;
  private readonly requests: Buffer[];
  private readonly idle: Line[] = [];
  private readonly times = { served: [] as number[], shed: [] as number[] };
  private failed = 0;
  private sent = 0;
  private waiting = 0;
  private ended = false;

  constructor(order: LoadOrder) {
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

  async run(): Promise<LoadAnswer> {
    const { connections, rate, seconds } = this.order;
    await Promise.all(Array.from({ length: connections }, () => this.open()));
    const began = performance.now();
    if (rate === undefined) while (this.idle.length > 0) this.sendOne();
    const timer = rate === undefined ? undefined : setInterval(() => this.sendDue(began, rate), 1);
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    const took = (performance.now() - began) / 1000;
    const { served, shed } = this.times;
    const answered = served.length + shed.length;
    this.ended = true;
    clearInterval(timer);
    await this.settle();
    const { sent, failed, waiting } = this;
    return {
      sent,
      served: served.length,
      shed: shed.length,
      failed,
      waiting,
      perSecond: answered / took,
      p50: quantile(served, 0.5),
      p99: quantile(served, 0.99),
      shedP99: quantile(shed, 0.99),
    };
  }

  /** What is still open is answered, so that every record has its reply. */
  private async settle(): Promise<void> {
    const until = performance.now() + restMs;
    while (this.idle.length < this.order.connections && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, 5));
  }

  private sendDue(began: number, rate: number): void {
    const due = Math.floor(((performance.now() - began) / 1000) * rate);
    while (this.sent + this.waiting < due) this.sendOne();
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
    await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
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
    if (this.order.rate === undefined && !this.ended) this.sendOne();
  }
}

function quantile(times: readonly number[], share: number): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length * share)] ?? Number.NaN;
}

process.once('message', (order: LoadOrder) => {
  void new Load(order).run().then((answer) => process.send?.(answer));
});
