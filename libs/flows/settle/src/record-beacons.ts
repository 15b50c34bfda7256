import type { Database } from '@flywheel/database';
import { MonthPartitions } from '@flywheel/database/charges';
import { instantOfId, newId, type Random } from '@flywheel/primitives';
import type { ImpressionTokens } from '@flywheel/runtime';
import type { Beacon, BeaconAnswer, GenuineBeacon } from './beacon.ts';
import { Callers } from './caller.ts';
import { recordGroup } from './record-group.ts';

const groupSize = 500;

/** Stores beacons, each token and kind once for ever, in groups of 500 a transaction, and answers when they are committed. */
export class RecordBeacons {
  private readonly database: Database;
  private readonly tokens: ImpressionTokens;
  private readonly random: Random;
  private readonly partitions: MonthPartitions;
  private readonly callers = new Callers();

  constructor(database: Database, tokens: ImpressionTokens, random: Random) {
    this.database = database;
    this.tokens = tokens;
    this.random = random;
    this.partitions = new MonthPartitions(database);
  }

  /** Takes any number, oldest first; the answers are in the order given. `unrecorded`: clicks before them that could not be stored. */
  async run(beacons: readonly Beacon[], unrecorded: number = 0): Promise<BeaconAnswer[]> {
    const answers: BeaconAnswer[] = [];
    for (let from = 0; from < beacons.length; from += groupSize) {
      answers.push(...(await this.recordOne(beacons.slice(from, from + groupSize), from === 0 ? unrecorded : 0)));
    }
    return answers;
  }

  private async recordOne(beacons: readonly Beacon[], unrecorded: number): Promise<BeaconAnswer[]> {
    const verified = beacons.map((beacon) => this.verify(beacon));
    await this.partitions.ensure(verified.flatMap((beacon) => (beacon ? [instantOfId(beacon.claims.imp)] : [])));
    const batch = newId('bat', beacons[0]?.acceptedAt ?? 0, this.random);
    const group = { batch, acceptedAt: beacons.at(-1)?.acceptedAt ?? 0, beacons: verified, unrecorded };
    return this.database.inTransaction((tx) => recordGroup(tx, group));
  }

  private verify({ token, part, userAgent, occurredAt, ...told }: Beacon): GenuineBeacon | undefined {
    const verified = this.tokens.verify(token);
    if (verified.outcome === 'forged') return undefined;
    const caller = this.callers.of(userAgent);
    return { ...told, ref: part ?? '', claims: verified.claims, kid: verified.kid, caller, occurredAt: occurredAt ?? told.acceptedAt };
  }
}
