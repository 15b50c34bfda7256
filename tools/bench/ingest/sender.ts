import { connect, type Socket } from 'node:net';
import { makeRun, type SentShape } from './sent-events.ts';

/** What a sender is asked for: a run of events over that many connections, each with one request open. */
export type SendOrder = SentShape & { readonly url: string; readonly key: string; readonly connections: number };

/** Told once the bodies are made: then the sender waits for `go`. */
export type SenderReady = { readonly ready: true };

/** What came back: every answer was read and agrees with what was sent, or `fault` says which did not. */
export type SendAnswer = {
  readonly seconds: number;
  readonly events: number;
  readonly p50: number;
  readonly p99: number;
  readonly fault: string | undefined;
};

type Line = { socket: Socket; sentAt: number; got: string; body: number };
type Counts = { stored: number; duplicate: number; quarantined: number };

const head = /^HTTP\/1\.1 (\d+)[\s\S]*?content-length: (\d+)\r\n/i;

/** Sends bodies over bare sockets: an HTTP client would cost more than what is measured. Answers are checked after the time is taken. */
class Sender {
  private readonly order: SendOrder;
  private readonly run: ReturnType<typeof makeRun>;
  private readonly answers: string[] = [];
  private readonly times: number[] = [];
  private next = 0;

  constructor(order: SendOrder) {
    this.order = order;
    this.run = makeRun(order);
  }

  async send(): Promise<SendAnswer> {
    const lines = await Promise.all(Array.from({ length: this.order.connections }, () => this.open()));
    const began = performance.now();
    await Promise.all(lines.map((line) => this.work(line)));
    const seconds = (performance.now() - began) / 1000;
    for (const { socket } of lines) socket.destroy();
    const sorted = this.times.toSorted((a, b) => a - b);
    const quantile = (share: number): number => Number((sorted[Math.floor(sorted.length * share)] ?? Number.NaN).toFixed(1));
    return { seconds, events: this.order.events, p50: quantile(0.5), p99: quantile(0.99), fault: this.fault() };
  }

  private async work(line: Line): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const go = (): void => {
        const body = this.run.bodies[this.next];
        if (!body) return resolve();
        line.body = this.next;
        this.next += 1;
        line.got = '';
        line.sentAt = performance.now();
        const { host } = new URL(this.order.url);
        line.socket.cork();
        line.socket.write(
          `POST /v1/events HTTP/1.1\r\nhost: ${host}\r\nauthorization: Bearer ${this.order.key}\r\n` +
            `content-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n`,
        );
        line.socket.write(body);
        line.socket.uncork();
      };
      line.socket.on('error', reject).on('close', () => reject(new Error('the connection was closed')));
      line.socket.on('data', (text: string) => {
        if (this.read(line, text)) go();
      });
      go();
    });
  }

  /** Whether the answer is whole. */
  private read(line: Line, text: string): boolean {
    line.got += text;
    const end = line.got.indexOf('\r\n\r\n');
    const found = end < 0 ? undefined : head.exec(line.got);
    if (!found || line.got.length < end + 4 + Number(found[2])) return false;
    this.times.push(performance.now() - line.sentAt);
    this.answers[line.body] = line.got;
    return true;
  }

  private async open(): Promise<Line> {
    const { hostname, port } = new URL(this.order.url);
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    socket.setEncoding('latin1');
    await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
    return { socket, sentAt: 0, got: '', body: 0 };
  }

  private fault(): string | undefined {
    const sums: Counts = { stored: 0, duplicate: 0, quarantined: 0 };
    for (const [n, answer] of this.answers.entries()) {
      if (!answer.startsWith('HTTP/1.1 200')) return `request ${n}: ${answer.slice(0, 200)}`;
      const told = JSON.parse(answer.slice(answer.indexOf('\r\n\r\n') + 4)) as Counts & {
        results: { id: string; outcome: keyof Counts }[];
      };
      const asked = (JSON.parse(String(this.run.bodies[n])) as { events: { id: string }[] }).events;
      if (told.results.length !== asked.length || told.results.some(({ id }, at) => id !== asked[at]?.id))
        return `request ${n} was answered for other events`;
      for (const { outcome } of told.results) sums[outcome] += 1;
    }
    const { stored, duplicate, quarantined } = this.run;
    const right = sums.stored === stored && sums.duplicate === duplicate && sums.quarantined === quarantined;
    return right ? undefined : `${JSON.stringify(sums)} instead of ${JSON.stringify({ stored, duplicate, quarantined })}`;
  }
}

process.once('message', (order: SendOrder) => {
  const sender = new Sender(order);
  process.send?.({ ready: true } satisfies SenderReady);
  process.once('message', () => void sender.send().then((answer) => process.send?.(answer)));
});
