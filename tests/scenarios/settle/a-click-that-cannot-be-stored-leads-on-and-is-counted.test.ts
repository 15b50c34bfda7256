import { Database } from '@flywheel/database';
import { IngestStatus } from '@flywheel/ingest';
import { FollowClick, RecordBeacon, RecordBeacons, ResolvePending } from '@flywheel/settle';
import { ImpressionTokens, seededTokenKeys } from '@flywheel/runtime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCutConnection, type CutConnection } from '../../stack/cut-connection.ts';
import { useTestDatabase } from '../../stack/database.ts';
import { fillSlot, fillWorld, lease, start, type World } from './world.ts';

const server = useTestDatabase();
let connection: CutConnection;
let world: World;
let follow: FollowClick;
let beacon: RecordBeacon;
beforeAll(async () => {
  connection = await openCutConnection(server.url);
  const database = new Database({ url: connection.url, poolSize: 2, clock: { now: () => start } });
  world = await fillWorld(database, { cap: 1_000_000n, at: start, tokens: new ImpressionTokens(seededTokenKeys('unrecorded')) });
  beacon = new RecordBeacon(new RecordBeacons(database, world.tokens, world.random));
  follow = new FollowClick(database, world.tokens, beacon);
});
afterAll(async () => {
  await world.database.close();
  await connection.cut();
});

const open = async (recorded = true) => fillSlot(world, { lease: await lease(world, 10_000n), price: 1_000n, recorded });
const click = (token: string) => follow.run({ token, acceptedAt: start + 5000, counts: true });
const unrecorded = async () => (await new IngestStatus(world.database).run({ now: start + 5000 })).totals;

describe('a click that cannot be stored', () => {
  it('leads its person on; the next one that is stored says how many were not', async () => {
    const [first, second] = [await open(), await open()];
    for (const { token } of [first, second]) await beacon.run({ kind: 'impression', token, acceptedAt: start + 4000 });
    expect(await click(first.token)).toMatchObject({ outcome: 'redirect', recorded: true });
    await connection.cut();
    for (let n = 0; n < 3; n += 1) {
      expect(await click(second.token)).toEqual({ outcome: 'redirect', url: 'https://reef.example/spring', recorded: false });
    }
    await connection.mend();
    expect(await unrecorded()).toMatchObject({ unrecorded: 0, difference: 0 });
    expect(await click(second.token)).toMatchObject({ recorded: true });
    expect(await unrecorded()).toMatchObject({ unrecorded: 3, difference: 0 });
    await beacon.run({ kind: 'viewable', token: second.token, acceptedAt: start + 6000 });
    expect(await unrecorded()).toMatchObject({ unrecorded: 3 });
  });

  it('stands beside beacons whose decision never came', async () => {
    const lost = await open(false);
    await beacon.run({ kind: 'impression', token: lost.token, acceptedAt: start + 4000 });
    await new ResolvePending(world.database).run({ now: start + 70_000 });
    expect(await unrecorded()).toMatchObject({ unrecorded: 4, difference: 0 });
  });
});
