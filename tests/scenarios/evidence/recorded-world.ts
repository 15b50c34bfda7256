import { Database } from '@flywheel/database';
import { appendAudit } from '@flywheel/database/access';
import { RecordBeacons, SealBuckets } from '@flywheel/settle';
import { ChainRecords } from '@flywheel/settle/evidence';
import { fillSlot, fund, lease, openWorld, start, type World } from '../settle/world.ts';

export const minute = 60_000;

/** Money, charges of a few minutes, their sealed batches and some audit events: a little of everything that is chained. */
export async function openRecordedWorld(url: string): Promise<World> {
  const world = await openWorld(url, 10_000_000n);
  for (let n = 2; n < 6; n += 1) await fund(world, BigInt(n) * 1_000n, `${n}`);
  await deliver(world, 0);
  for (let n = 0; n < 8; n += 1) await note(world, n);
  await new ChainRecords(world.database).run();
  return world;
}

/** Four minutes with charges for both creators, sealed; `offset` in minutes. */
export async function deliver(world: World, offset: number): Promise<void> {
  const beacons = new RecordBeacons(world.database, world.tokens, world.random);
  const at = start + offset * minute;
  const from = await lease(world, 20_000n, at);
  for (let n = 0; n < 8; n += 1) {
    const slot = await fillSlot(world, { lease: from, price: 1_000n + BigInt(n), creator: n % 2 === 0 ? 0 : 1, at });
    await beacons.run([{ kind: 'impression', token: slot.token, acceptedAt: at + (n % 4) * minute }]);
  }
  await new SealBuckets(world.database).run({ now: at + 5 * minute });
}

/** Something that somebody did. */
export async function note({ database }: { database: Database }, n: number): Promise<void> {
  await appendAudit(database.read, {
    actor: `usr_${n}`,
    action: 'campaign.paused',
    subject: `cmp_${n}`,
    detail: { step: n },
    now: start + n,
  });
}
