/** What a group commit is bounded by. */
export type GroupLimits = {
  /** Rows that one group holds at most; one item may be larger than that and is then a group of its own. */
  readonly rows: number;
  /** How long the first of a group waits for others while nothing is being committed. */
  readonly lingerMs: number;
  /** Groups that are committed beside each other. */
  readonly atOnce: number;
  /** Rows and bytes that may be on their way, those being committed included; an item that finds nothing waiting is always taken. */
  readonly mostRows: number;
  readonly mostBytes: number;
};

/** Refused because too much waits already: nothing was taken, the sender may try again. */
export class Overloaded extends Error {}

type Waiting<Item, Answer> = {
  readonly item: Item;
  readonly rows: number;
  readonly bytes: number;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
};

/**
 * Commits together what arrives together: every item is answered after the commit of its group. A group that fails is tried again item by
 * item where `alone` says that one of them may be to blame, so that it costs the others nothing. The queue is bounded in rows and bytes.
 */
export class GroupCommit<Item, Answer> {
  private readonly commit: (items: readonly Item[]) => Promise<readonly Answer[]>;
  private readonly limits: GroupLimits;
  private readonly alone: (error: unknown) => boolean;
  private waiting: Waiting<Item, Answer>[] = [];
  private waitingRows = 0;
  private rows = 0;
  private bytes = 0;
  private running = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    commit: (items: readonly Item[]) => Promise<readonly Answer[]>,
    limits: GroupLimits,
    alone: (error: unknown) => boolean = () => true,
  ) {
    this.commit = commit;
    this.limits = limits;
    this.alone = alone;
  }

  /** How much is on its way. */
  get load(): { rows: number; bytes: number } {
    return { rows: this.rows, bytes: this.bytes };
  }

  /** Throws `Overloaded` where an item of this size would be refused now. */
  assertRoom(rows: number, bytes: number): void {
    const { mostRows, mostBytes } = this.limits;
    if (this.rows > 0 && (this.rows + rows > mostRows || this.bytes + bytes > mostBytes))
      throw new Overloaded('too much waits to be stored');
  }

  /** Commits `item` with others; throws `Overloaded` when too much waits already. */
  async add(item: Item, { rows, bytes }: { rows: number; bytes: number } = { rows: 1, bytes: 0 }): Promise<Answer> {
    this.assertRoom(rows, bytes);
    this.rows += rows;
    this.bytes += bytes;
    this.waitingRows += rows;
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, rows, bytes, resolve, reject });
      this.schedule();
    });
  }

  private schedule(): void {
    if (this.running >= this.limits.atOnce || this.waiting.length === 0) return;
    if (this.waitingRows >= this.limits.rows) this.begin();
    else this.timer ??= setTimeout(() => this.begin(), this.limits.lingerMs);
  }

  private begin(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const group = this.take();
    if (group.length === 0) return;
    this.running += 1;
    void this.store(group)
      .catch((error: unknown) => this.storeSingly(group, error))
      .then(() => {
        this.running -= 1;
        for (const { rows, bytes } of group) {
          this.rows -= rows;
          this.bytes -= bytes;
        }
        this.schedule();
      });
    this.schedule();
  }

  private take(): Waiting<Item, Answer>[] {
    let [count, rows] = [0, 0];
    for (const { rows: more } of this.waiting) {
      if (count > 0 && rows + more > this.limits.rows) break;
      count += 1;
      rows += more;
    }
    this.waitingRows -= rows;
    return this.waiting.splice(0, count);
  }

  private async store(group: readonly Waiting<Item, Answer>[]): Promise<void> {
    const answers = await this.commit(group.map(({ item }) => item));
    group.forEach(({ resolve, reject }, n) => {
      const answer = answers[n];
      if (answer !== undefined) resolve(answer);
      else reject(new Error('an item of a group was left without an answer'));
    });
  }

  private async storeSingly(group: readonly Waiting<Item, Answer>[], cause: unknown): Promise<void> {
    for (const waiting of group) {
      if (group.length === 1 || !this.alone(cause)) waiting.reject(cause);
      else await this.store([waiting]).catch((error: unknown) => waiting.reject(error));
    }
  }
}
