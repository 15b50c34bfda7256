import { CreateApiKey } from '@flywheel/access';
import { UpsertContents, UpsertCreators, UpsertViewers } from '@flywheel/ingest';
import { migrate } from '@flywheel/database';
import { openQueueBackend } from '@flywheel/queue';
import { AdvertisedWorld, campaignDraft } from '../../../tests/fixtures/advertised-world.ts';
import { templateSize } from './template-size.ts';
import { placements, tightCharges, tightPlacement } from './mint.ts';

const bidMicros = 2_000n;

/** Fills an empty database with people, posts and a campaign for each placement; returns a key that may send events. */
export async function seedTemplate(url: string): Promise<string> {
  await migrate(url);
  await (await openQueueBackend({ databaseUrl: url })).close();
  const world = new AdvertisedWorld(url);
  try {
    await people(world);
    const account = await world.account(10_000_000);
    for (const placement of placements) await market(world, account, { placement, capMicros: 1_000_000_000_000n });
    await market(world, account, { placement: tightPlacement, capMicros: BigInt(tightCharges) * bidMicros });
    const key = await new CreateApiKey(world.database).run({ name: 'faults', scopes: ['events:write'], now: world.now });
    await world.database.read.query('VACUUM ANALYZE');
    return key.secret;
  } finally {
    await world.close();
  }
}

async function people({ database, random, now }: AdvertisedWorld): Promise<void> {
  const each = <T>(count: number, make: (n: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n));
  const purposes: Array<'analytics' | 'personalisation' | 'ads'> = ['analytics', 'personalisation', 'ads'];
  const viewers = each(templateSize.viewers, (n) => ({ id: `viewer-${n}`, purposes }));
  await new UpsertViewers(database, random).run({ items: viewers, acceptedAt: now });
  const creators = each(5, (n) => ({ id: `creator-${n}`, name: `Creator ${n}` }));
  await new UpsertCreators(database, random).run({ items: creators, acceptedAt: now });
  const publishedAt = new Date(now).toISOString();
  const posts = each(templateSize.posts, (n) => ({ id: `post-${n}`, creator: `creator-${n % 5}`, tags: [`tag-${n % 8}`], publishedAt }));
  await new UpsertContents(database, random).run({ items: posts, acceptedAt: now });
}

async function market(
  world: AdvertisedWorld,
  account: Awaited<ReturnType<AdvertisedWorld['account']>>,
  { placement, capMicros }: { placement: string; capMicros: bigint },
): Promise<void> {
  await world.database.read.query(`INSERT INTO placement (placement, rule, floor_micros, increment_micros) VALUES ($1, 'first', 0, 0)`, [
    placement,
  ]);
  await world.launch(
    account,
    campaignDraft((draft, set) => {
      draft.name = `Campaign of ${placement}`;
      draft.budgets.lifetimeMicros = String(capMicros);
      set.bidMicros = String(bidMicros * 1000n);
      set.placements = [placement];
    }),
  );
}
