import type { EventsResponse } from '@flywheel/http/events';
import { GroupCommit } from '@flywheel/runtime/group-commit';
import type { AcceptEvents, AcceptEventsInput } from './accept-events.ts';
import type { Incoming } from './append-events.ts';
import type { RecentEvents } from './recent-events.ts';

const limits = { rows: 5000, lingerMs: 2, atOnce: 2, mostRows: 100_000, mostBytes: 67_108_864 };
/** What Postgres says of a value that it refuses (22xxx data, 23xxx integrity): one batch may be to blame. Else all would fail again. */
const refusedValue = /^2[23]/;

/** Accepts a batch of events in one commit with those that come in the same few milliseconds; answers after it. */
export class GatherEvents {
  private readonly accept: AcceptEvents;
  private readonly group: GroupCommit<Incoming, EventsResponse>;

  /** `recent` is told of every batch after its commit. */
  constructor(accept: AcceptEvents, recent?: RecentEvents) {
    this.accept = accept;
    this.group = new GroupCommit((batches) => this.append(batches, recent), limits, mayBeAlone);
  }

  /** How much is on its way to the database. */
  get load(): { rows: number; bytes: number } {
    return this.group.load;
  }

  /** `bytes`: what the request's body took. Throws `Overloaded`, with nothing taken, when too much waits already. */
  run(input: AcceptEventsInput, bytes: number): Promise<EventsResponse> {
    const rows = input.events.length;
    // Before they are read: what is refused costs nothing more.
    this.group.assertRoom(rows, bytes);
    return this.group.add(this.accept.read(input), { rows, bytes });
  }

  private async append(batches: readonly Incoming[], recent: RecentEvents | undefined): Promise<EventsResponse[]> {
    const answers = await this.accept.append(batches);
    if (recent) for (const [n, batch] of batches.entries()) recent.note(batch, answers[n]?.results ?? []);
    return answers;
  }
}

function mayBeAlone(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && refusedValue.test(code);
}
