import type { Beacon, BeaconAnswer } from './beacon.ts';
import type { RecordBeacons } from './record-beacons.ts';

const groupSize = 500;
const lingerMs = 10;
const mostWaiting = 20_000;

/** Refused because too many beacons wait already; nothing was taken, the sender may try again. */
export class BeaconsOverloaded extends Error {}

type Waiting = { beacon: Beacon; resolve: (answer: BeaconAnswer) => void; reject: (error: unknown) => void };

/** Stores one beacon together with those that come in the same few milliseconds; answers after the group's commit. */
export class RecordBeacon {
  private readonly beacons: RecordBeacons;
  private waiting: Waiting[] = [];
  private timer: NodeJS.Timeout | undefined;
  private busy = false;
  /** Clicks that could not be stored and are not noted yet. */
  private missed = 0;

  constructor(beacons: RecordBeacons) {
    this.beacons = beacons;
  }

  run(beacon: Beacon): Promise<BeaconAnswer> {
    if (this.waiting.length >= mostWaiting) return Promise.reject(new BeaconsOverloaded('too many beacons wait to be stored'));
    return new Promise((resolve, reject) => {
      this.waiting.push({ beacon, resolve, reject });
      this.schedule();
    });
  }

  /** A click led its person on but could not be stored: the next group that is stored notes it. */
  missClick(): void {
    this.missed += 1;
  }

  private schedule(): void {
    if (this.busy || this.timer) return;
    if (this.waiting.length >= groupSize) void this.flush();
    else this.timer = setTimeout(() => void this.flush(), lingerMs);
  }

  private async flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.busy = true;
    const group = this.waiting.splice(0, groupSize);
    await this.store(group).catch((error: unknown) => this.storeSingly(group, error));
    this.busy = false;
    if (this.waiting.length > 0) this.schedule();
  }

  private async store(group: readonly Waiting[]): Promise<void> {
    const { missed } = this;
    const answers = await this.beacons.run(
      group.map(({ beacon }) => beacon),
      missed,
    );
    this.missed -= missed;
    group.forEach(({ resolve, reject }, n) => {
      const answer = answers[n];
      if (answer) resolve(answer);
      else reject(new Error('a beacon was left without an answer'));
    });
  }

  /** One row that the database refuses must not cost the others of its group; a database that is away refuses all of them. */
  private async storeSingly(group: readonly Waiting[], cause: unknown): Promise<void> {
    for (const waiting of group) {
      if (group.length === 1) waiting.reject(cause);
      else await this.store([waiting]).catch((error: unknown) => waiting.reject(error));
    }
  }
}
