import { EraseViewer } from '@flywheel/ingest';
import type { Id } from '@flywheel/primitives';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AdvertisedWorld, campaignDraft } from '../../fixtures/advertised-world.ts';
import { addresses, addressOf, AudienceWorld, hashOf } from '../../fixtures/audience-world.ts';
import { useTestDatabase } from '../../stack/database.ts';

describe('an ad for an uploaded list', () => {
  const at = useTestDatabase();
  let site: AdvertisedWorld;
  let world: AudienceWorld;
  let account: Id<'acc'>;
  let list: Id<'aud'>;
  beforeAll(async () => {
    site = new AdvertisedWorld(at.url);
    world = new AudienceWorld(site);
    await world.leastSegment(20);
    account = await site.account(100);
    await world.people(0, 300);
    await world.people(300, 310, { purposes: ['analytics'] });
    list = await world.audience(account, { kind: 'upload' });
    await world.edit(account, list, 'add', [...addresses(0, 150), ...addresses(300, 310), addressOf(900)]);
    await site.launch(
      account,
      campaignDraft((_, set) => (set.targeting = { attr: 'audience', op: 'in', values: [list] })),
    );
    await site.refresh();
  });
  afterAll(() => site.close());

  const outcome = (person: number): string => site.slot({ viewer: `person-${person}` }).outcome;

  it('reaches those in it and nobody else, nor anyone who did not agree, nor a visitor without a name', () => {
    expect([0, 7, 149].map(outcome)).toEqual(['filled', 'filled', 'filled']);
    expect([150, 299, 305].map(outcome)).toEqual(['empty', 'empty', 'empty']);
    expect(site.slot({}).outcome).toBe('empty');
  });

  it('reaches somebody of the list who comes to the site later', async () => {
    await world.people(900, 901);
    site.clock.advance(1000);
    await site.refresh();
    expect(outcome(900)).toBe('filled');
  });

  it('leaves alone whoever is excluded, and reaches the rest', async () => {
    const other = await site.account(100, 'Others');
    const theirs = await world.audience(other, { kind: 'upload' });
    await world.edit(other, theirs, 'add', addresses(200, 300));
    await site.launch(
      other,
      campaignDraft((_, set) => {
        const audience = { attr: 'audience' as const, op: 'in' as const, values: [theirs] };
        set.targeting = {
          all: [
            { attr: 'country', op: 'in', values: ['DE'] },
            { not: audience, mode: 'weak' },
          ],
        };
      }),
    );
    site.clock.advance(1000);
    await site.refresh();
    expect(site.slot({ viewer: 'person-250' }).outcome).toBe('empty');
    expect(site.slot({ viewer: 'person-160' }).outcome).toBe('filled');
  });

  it('no longer reaches an erased person, of whom no list and no audience holds anything', async () => {
    const before = await world.members(list);
    const keys = await held(3);
    expect(keys).toEqual({ keys: 1, entries: 1, members: 1 });
    const key = world.matchKeys.of(hashOf(addressOf(3)));
    await new EraseViewer(world.database).run({ viewer: 'person-3', now: site.now });
    expect(await world.members(list)).toBe(before - 1);
    const { rows } = await world.database.read.query<{ n: number }>(
      `SELECT ((SELECT count(*) FROM person_key WHERE match_key = $1)
         + (SELECT count(*) FROM audience_entry WHERE match_key = $1))::int AS n`,
      [key],
    );
    expect(rows[0]?.n).toBe(0);
    site.clock.advance(1000);
    await site.refresh();
    expect(outcome(3)).toBe('empty');
    // Whoever comes back under the name is someone new, and in no list.
    await world.people(3, 4, { country: 'FR' });
    site.clock.advance(1000);
    await site.refresh();
    expect(outcome(3)).toBe('empty');
  });

  it('keeps nothing of an identifier but its HMAC, in any table', async () => {
    const hash = hashOf(addressOf(8));
    const { rows: tables } = await world.database.read.query<{ name: string }>(
      `SELECT c.oid::regclass::text AS name FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace`,
    );
    const found: string[] = [];
    for (const { name } of tables) {
      const { rows } = await world.database.read.query(
        `SELECT 1 FROM ${name} AS t WHERE t::text LIKE '%' || $1 || '%' OR t::text LIKE '%' || $2 || '%' LIMIT 1`,
        [hash, addressOf(8)],
      );
      if (rows.length > 0) found.push(name);
    }
    expect(found).toEqual([]);
    expect(tables.length).toBeGreaterThan(40);
  });

  async function held(person: number): Promise<{ keys: number; entries: number; members: number } | undefined> {
    const { rows } = await world.database.read.query<{ keys: number; entries: number; members: number }>(
      `SELECT count(DISTINCT p.match_key)::int AS keys, count(DISTINCT e.match_key)::int AS entries,
           count(DISTINCT m.audience_id)::int AS members
         FROM identity i JOIN person_key p USING (viewer_key) LEFT JOIN audience_entry e USING (match_key)
         LEFT JOIN audience_member m ON m.viewer_key = i.viewer_key AND m.left_at IS NULL WHERE i.platform_id = $1`,
      [`person-${person}`],
    );
    return rows[0];
  }
});
