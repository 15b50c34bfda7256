import { seededRandom, type Id } from '@flywheel/primitives';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addresses, AudienceWorld, openGround } from '../../fixtures/audience-world.ts';
import { useTestDatabase } from '../../stack/database.ts';

describe('a lookalike', () => {
  const at = useTestDatabase();
  let ground: ReturnType<typeof openGround>;
  let world: AudienceWorld;
  let account: Id<'acc'>;
  beforeAll(async () => {
    ground = openGround(at.url);
    world = new AudienceWorld(ground);
    account = await world.account();
    await world.leastSegment(20);
    await world.people(0, 1200);
    await world.people(1200, 1300, { purposes: ['analytics'] });
    await world.database.read.query(
      `INSERT INTO taxonomy_node (node, taxonomy, parent, name, tier, sensitive)
       VALUES ('tag:illness', 'tag', NULL, 'illness', 1, true) ON CONFLICT (node) DO UPDATE SET sensitive = true`,
    );
    // Everybody has something; every third likes news, whoever's number ends with 0 or 1 likes chess and go.
    await likes('n % 2 = 0', 'tag:food');
    await likes('n % 2 = 1', 'tag:cars');
    await likes('n % 3 = 0', 'tag:news');
    await likes('n % 10 < 2', 'tag:chess');
    await likes('n % 10 = 1 OR n % 20 = 0', 'tag:go');
  });
  afterAll(() => ground.database.close());

  const likes = (who: string, node: string): Promise<unknown> =>
    world.database.read.query(
      `INSERT INTO affinity (viewer_key, node, short_value, mid_value, long_value, at)
       SELECT viewer_key, $1, 5, 5, 5, $2 FROM identity JOIN generate_series(0, 1299) n ON platform_id = 'person-' || n
        WHERE ${who} ON CONFLICT DO NOTHING`,
      [node, new Date(world.now)],
    );

  async function lookalikeOf(people: (n: number) => boolean): Promise<Id<'aud'>> {
    const seed = await world.audience(account, { kind: 'upload' });
    const hashes = Array.from({ length: 1200 }, (_, n) => n)
      .filter(people)
      .flatMap((n) => addresses(n, n + 1));
    await world.edit(account, seed, 'add', hashes);
    const lookalike = await world.audience(account, { kind: 'lookalike', seed, percent: 10, withSeed: false });
    await world.build();
    return lookalike;
  }

  const shareWith = async (audience: Id<'aud'>, node: string): Promise<number> => {
    const { rows } = await world.database.read.query<{ share: number }>(
      `SELECT avg((a.node IS NOT NULL)::int)::float8 AS share FROM audience_member m
         LEFT JOIN affinity a ON a.viewer_key = m.viewer_key AND a.node = $2 WHERE m.audience_id = row_id($1) AND m.left_at IS NULL`,
      [audience, node],
    );
    return rows[0]?.share ?? 0;
  };

  it('of people who share an interest finds others who have it, and says on unseen people of the seed how well', async () => {
    const lookalike = await lookalikeOf((n) => n % 10 < 2 && n < 800);
    const { quality, state } = await world.view(account, lookalike);
    expect(state).toBe('ready');
    expect(quality?.model).toBe('centroid+logistic-1');
    expect(quality?.low).toBeGreaterThan(0.8);
    expect(await shareWith(lookalike, 'tag:chess')).toBeGreaterThan(0.6);
  });

  it('of people drawn at random says that it may know no more than a coin', async () => {
    const random = seededRandom('drawn people');
    const drawn = new Set(Array.from({ length: 1200 }, (_, n) => n).filter(() => random.next() < 0.15));
    const { quality } = await world.view(account, await lookalikeOf((n) => drawn.has(n)));
    expect(quality?.low).toBeLessThan(0.5);
    expect(quality?.high).toBeGreaterThan(0.5);
  });

  it('is the same whatever its seed has of what is sensitive', async () => {
    const lookalike = await lookalikeOf((n) => n % 7 === 0);
    const before = await world.view(account, lookalike);
    await likes('n % 7 = 0', 'tag:illness');
    await world.database.read.query('UPDATE audience SET built_at = NULL WHERE audience_id = row_id($1)', [lookalike]);
    await world.build();
    const after = await world.view(account, lookalike);
    expect(after.quality).toEqual(before.quality);
    expect(after.curve).toEqual(before.curve);
  });

  it('holds nobody who did not agree, and needs a seed with interests', async () => {
    const bare = await world.people(1300, 1500).then(() => world.audience(account, { kind: 'upload' }));
    await world.edit(account, bare, 'add', addresses(1300, 1500));
    const lookalike = await world.audience(account, { kind: 'lookalike', seed: bare, percent: 1, withSeed: false });
    await world.build();
    expect(await world.view(account, lookalike)).toMatchObject({ state: 'small', quality: null });
    expect((await world.view(account, lookalike)).reason).toContain('interests to learn from');
    const { rows } = await world.database.read.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM audience_member m JOIN identity i USING (viewer_key) WHERE NOT i.purposes @> '{personalisation,ads}'`,
    );
    expect(rows[0]?.n).toBe(0);
  });
});
