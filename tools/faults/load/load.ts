import { HttpLine, type HttpAnswer } from './http-line.ts';
import type { SendBatch } from './work.ts';

const senders = 4;
const linesPerSender = 24;
const agent = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

/** What was sent, and what of it was acknowledged. Ids of events, and impressions as row ids. */
export type Sent = { events: Set<string>; beacons: Set<string> };

/** Four senders, each with batches of a hundred, each asking again until it is told that what it sent is stored. */
export class Load {
  readonly sent: Sent = { events: new Set(), beacons: new Set() };
  readonly acked: Sent = { events: new Set(), beacons: new Set() };
  /** Items that the api said it had already. */
  duplicates = 0;
  retries = 0;
  private readonly total: number;
  private readonly waiting: SendBatch[];
  private readonly lines: HttpLine[][];
  /** When what was acknowledged last had been sent. */
  private newestSentAt = 0;
  private stopped = false;
  private failure: Error | undefined;

  constructor(batches: readonly SendBatch[], { url, key }: { url: string; key: string }) {
    this.waiting = [...batches];
    this.total = batches.reduce((sum, batch) => sum + batch.ids.length, 0);
    const headers = { authorization: `Bearer ${key}`, 'user-agent': agent };
    this.lines = Array.from({ length: senders }, () => Array.from({ length: linesPerSender }, () => new HttpLine(url, headers)));
  }

  get ackedCount(): number {
    return this.acked.events.size + this.acked.beacons.size;
  }

  /** Whether something is still to be acknowledged. */
  get waits(): boolean {
    return !this.stopped && !this.failure && this.ackedCount < this.total;
  }

  /** Until everything is acknowledged. */
  async run(): Promise<void> {
    await Promise.all(this.lines.map((lines) => this.send(lines)));
    for (const line of this.lines.flat()) line.close();
    if (this.failure) throw this.failure;
  }

  /** Gives up what is not acknowledged yet. */
  stop(): void {
    this.stopped = true;
  }

  /** Resolves when this share of everything is acknowledged. */
  async reach(share: number): Promise<void> {
    while (this.ackedCount < share * this.total && this.waits) await pause(10);
  }

  /** Seconds from now until something that is sent after now is acknowledged. */
  async recover(): Promise<number> {
    const from = performance.now();
    while (this.newestSentAt <= from && this.waits) await pause(5);
    return (performance.now() - from) / 1000;
  }

  private async send(lines: readonly HttpLine[]): Promise<void> {
    for (let batch = this.waiting.pop(); batch && !this.stopped; batch = this.waiting.pop()) {
      try {
        if (batch.kind === 'events') await this.sendEvents(batch, lines[0] as HttpLine);
        else await this.sendBeacons(batch, lines);
      } catch (error) {
        this.failure ??= error as Error;
        this.stopped = true;
      }
    }
  }

  private async sendEvents({ ids, body }: Extract<SendBatch, { kind: 'events' }>, line: HttpLine): Promise<void> {
    for (const id of ids) this.sent.events.add(id);
    const answer = await this.insist(() => line.post('/v1/events', 'application/json', body));
    if (!answer) return;
    const told = JSON.parse(answer.body) as { duplicate: number; results: Array<{ id: string | null }> };
    this.duplicates += told.duplicate;
    for (const { id } of told.results) if (id !== null) this.acked.events.add(id);
  }

  private async sendBeacons({ ids, tokens }: Extract<SendBatch, { kind: 'beacons' }>, lines: readonly HttpLine[]): Promise<void> {
    const next = ids.map((imp, n) => ({ imp, token: tokens[n] ?? '' }));
    const work = async (line: HttpLine): Promise<void> => {
      for (let beacon = next.pop(); beacon; beacon = next.pop()) {
        const { imp, token } = beacon;
        this.sent.beacons.add(imp);
        const answer = await this.insist(() => line.post('/b/impression', 'text/plain', token));
        if (answer) this.acked.beacons.add(imp);
      }
    };
    await Promise.all(lines.map(work));
  }

  /** Asks until it is answered well. What is refused for good is a fault of the load itself. */
  private async insist(ask: () => Promise<HttpAnswer>): Promise<HttpAnswer | undefined> {
    for (let tries = 0; !this.stopped; tries += 1) {
      const sentAt = performance.now();
      const answer = await ask().catch(() => undefined);
      if (answer && answer.status < 300) {
        this.newestSentAt = Math.max(this.newestSentAt, sentAt);
        return answer;
      }
      if (answer && answer.status < 500) throw new Error(`the api refuses the load: ${answer.status} ${answer.body.slice(0, 300)}`);
      this.retries += 1;
      // A lost answer is asked for at once; one that says "not now" a little later.
      await pause(answer ? Math.min(50 * 2 ** tries, 500) : tries === 0 ? 0 : 100);
    }
    return undefined;
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
