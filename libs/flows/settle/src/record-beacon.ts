import { GroupCommit } from '@flywheel/runtime/group-commit';
import type { Beacon, BeaconAnswer } from './beacon.ts';
import type { RecordBeacons } from './record-beacons.ts';

const limits = { rows: 500, lingerMs: 10, atOnce: 1, mostRows: 20_000, mostBytes: Number.POSITIVE_INFINITY };

/** Stores one beacon together with those that come in the same few milliseconds; answers after the group's commit. */
export class RecordBeacon {
  private readonly group: GroupCommit<Beacon, BeaconAnswer>;
  /** Clicks that could not be stored and are not noted yet. */
  private missed = 0;

  constructor(beacons: RecordBeacons) {
    // One row that the database refuses must not cost the others of its group; a database that is away refuses all of them.
    this.group = new GroupCommit(async (items) => {
      const { missed } = this;
      const answers = await beacons.run(items, missed);
      this.missed -= missed;
      return answers;
    }, limits);
  }

  /** Throws `Overloaded` when too many wait already. */
  run(beacon: Beacon): Promise<BeaconAnswer> {
    return this.group.add(beacon);
  }

  /** A click led its person on but could not be stored: the next group that is stored notes it. */
  missClick(): void {
    this.missed += 1;
  }
}
