import { Database } from '@flywheel/database';
import { AcceptEvents, EraseViewer, UpsertContents, UpsertCreators, UpsertViewers } from '@flywheel/ingest';
import {
  ExplainSegments,
  FindContentCommunities,
  GetSegmentOverview,
  ListSegments,
  NameCommunityByHand,
  RefreshShares,
  studyApart,
  UpdateInterests,
} from '@flywheel/learn';
import { checkReach } from '@flywheel/database/reach';
import { newId, seededRandom } from '@flywheel/primitives';
import { SimulatedClock } from '@flywheel/runtime';
import { parseTargeting } from '@flywheel/targeting';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useTestDatabase } from '../../stack/database.ts';

const noon = Date.UTC(2026, 2, 20, 12);
const [hourMs, dayMs] = [3_600_000, 24 * 3_600_000];
// What the first six write of has a tag; the last two have none that anybody else uses.
const tastes = ['jazz', 'soccer', 'chess', 'baking', 'robotics', 'gardening', 'kites', 'knots'];
// The categories their tags stand for.
const categoryOf: Record<string, string> = {
  jazz: 'Jazz',
  soccer: 'Soccer',
  chess: 'Games and Puzzles',
  baking: 'Baking',
  robotics: 'Robotics',
  gardening: 'Gardening',
};
const [postsOfOne, people, turnsOfOne] = [12, 320, 30];
const agreed = ['analytics', 'personalisation', 'ads'];

describe('a site where people keep to one of eight things', () => {
  const at = useTestDatabase();
  const random = seededRandom('communities');
  let database: Database;
  let find: FindContentCommunities;
  let refresh: RefreshShares;
  let explain: ExplainSegments;
  const pick = (most: number): number => Math.floor(random.next() * most);
  const postOf = (taste: number, n: number): string => `${tastes[taste]}-${n}`;
  const found = async () => {
    const { rows } = await database.read.query<{ node: string; name: string; named: boolean; kept: boolean; posts: string[] }>(
      `SELECT node, t.name, named_by IS NOT NULL AS named, kept,
              (SELECT array_agg(platform_id ORDER BY platform_id) FROM content WHERE community_node = k.node) AS posts
         FROM community k JOIN taxonomy_node t USING (node) WHERE retired_at IS NULL ORDER BY t.name, node`,
    );
    return rows;
  };
  const aboutOf = (post: string): string => post.split('-')[0] ?? '';
  const segmentsOf = async (viewer: string) => {
    const answer = await explain.run({ viewer });
    return answer.outcome === 'explained' ? answer.segments.segments.filter(({ kind }) => kind === 'community') : [];
  };

  beforeAll(async () => {
    database = new Database({ url: at.url, clock: new SimulatedClock(noon), poolSize: 4 });
    find = new FindContentCommunities(database, random, studyApart, 10);
    refresh = new RefreshShares(database, random, 20);
    explain = new ExplainSegments(database);
    const accept = new AcceptEvents(database, random);
    await new UpsertCreators(database, random).run({ acceptedAt: noon, items: [{ id: 'cora', name: 'Cora' }] });
    const posts = tastes.flatMap((taste, t) =>
      Array.from({ length: postsOfOne }, (_, n) => ({
        ...{ id: postOf(t, n), creator: 'cora', title: `More about ${taste}, part ${n}`, publishedAt: '2026-01-01T00:00:00Z' },
        tags: t < 6 ? [taste] : [],
      })),
    );
    posts.push({ id: 'illness', creator: 'cora', title: 'Living with it', publishedAt: '2026-01-01T00:00:00Z', tags: ['cancer'] });
    await new UpsertContents(database, random).run({ acceptedAt: noon, items: posts });
    const viewers = Array.from({ length: people }, (_, n) => ({ id: `fan-${n}`, purposes: agreed }));
    await new UpsertViewers(database, random).run({ acceptedAt: noon, items: [...viewers, { id: 'silent', purposes: ['analytics'] }] });
    const turn = (viewer: string, content: string, n: number) => ({
      ...{ v: 1, id: `${viewer}-${n}`, kind: 'like', viewer, content },
      at: new Date(noon - hourMs - Math.floor(random.next() * 25 * dayMs)).toISOString(),
    });
    for (let from = 0; from < people; from += 40) {
      const events = viewers.slice(from, from + 40).flatMap(({ id }, k) => [
        ...Array.from({ length: turnsOfOne }, (_, n) => {
          const taste = random.next() < 0.75 ? (from + k) % tastes.length : pick(tastes.length);
          return turn(id, postOf(taste, pick(postsOfOne)), n);
        }),
        turn(id, 'illness', turnsOfOne),
      ]);
      await accept.run({ source: 'app', acceptedAt: noon, events });
    }
    await accept.run({ source: 'app', acceptedAt: noon, events: [turn('silent', postOf(0, 0), 0)] });
    await new UpdateInterests(database, random).run({ now: noon, most: 1000 });
  }, 120_000);
  afterAll(() => database.close());

  it('has communities of one thing each, named after its category where it has one; what is sensitive is in none', async () => {
    const outcome = await find.run({ now: noon });
    const communities = await found();
    expect(outcome).toEqual({ outcome: 'published', k: communities.length, born: communities.length, retired: 0 });
    expect(communities.length).toBeGreaterThanOrEqual(tastes.length);
    for (const { posts } of communities) expect(new Set(posts.map(aboutOf)).size).toBe(1);
    expect(new Set(communities.flatMap(({ posts }) => posts.map(aboutOf)))).toEqual(new Set(tastes));
    for (const { posts } of communities) expect(posts.length).toBeGreaterThanOrEqual(4);
    expect(communities.flatMap(({ posts }) => posts)).not.toContain('illness');
    for (const { name, named, posts } of communities) {
      const about = aboutOf(posts[0] ?? '');
      expect(named, name).toBe(tastes.indexOf(about) < 6);
      expect(name).toMatch(named ? (categoryOf[about] ?? about) : new RegExp(`^Readers of “More about ${about}`));
    }
    expect(communities.filter(({ kept, named }) => kept && named).length).toBeGreaterThanOrEqual(5);
    const { rows } = await database.read.query<{ people: number }>('SELECT people FROM community_run');
    expect(rows).toEqual([{ people }]);
  });

  it('puts its people into them by what they did before, with the reason', async () => {
    const [own] = await segmentsOf('fan-0');
    expect(own?.name.toLowerCase()).toContain('jazz');
    expect(own?.explanation.reasons[0]).toMatchObject({ action: 'like' });
    expect(await segmentsOf('silent')).toEqual([]);
  });

  it('offers to advertisers those with a name and enough people', async () => {
    await refresh.run({ now: noon });
    const { segments } = await new ListSegments(database, 20).run();
    const own = segments.filter(({ kind }) => kind === 'community');
    expect(own.length).toBeGreaterThanOrEqual(tastes.length);
    for (const { name, sellable } of own) if (name.startsWith('Readers of')) expect(sellable, name).toBe(false);
    expect(own.filter(({ sellable }) => sellable).length).toBeGreaterThanOrEqual(5);
  });

  it('is looked at once an hour, and an hour later every community is who it was', async () => {
    const who = async () => (await found()).map(({ node, posts }) => ({ node, posts }));
    const before = await who();
    expect(await find.run({ now: noon + 60_000 })).toEqual({ outcome: 'done-already' });
    expect(await find.run({ now: noon + hourMs })).toEqual({ outcome: 'published', k: before.length, born: 0, retired: 0 });
    expect(await who()).toEqual(before);
    const { rows } = await database.read.query<{ same: boolean }>('SELECT count(DISTINCT sha256) = 1 AS same FROM community_run');
    expect(rows[0]?.same).toBe(true);
  });

  it('takes the name an operator gives, keeps it, and offers what it names', async () => {
    const unnamed = (await found()).filter(({ named, kept }) => !named && kept);
    const { node } = unnamed[0] ?? expect.fail('nothing needs a name');
    const naming = new NameCommunityByHand(database);
    expect(await naming.run({ node, name: 'String and paper', actor: 'operator', now: noon })).toEqual({ outcome: 'named' });
    expect(await naming.run({ node: 'community:none', name: 'Nothing', actor: 'operator', now: noon })).toEqual({ outcome: 'unknown' });
    await find.run({ now: noon + 2 * hourMs });
    await refresh.run({ now: noon + 2 * hourMs });
    const { communities, runs } = await new GetSegmentOverview(database, 20).run({ now: noon + 2 * hourMs });
    expect(communities.find((each) => each.node === node)).toMatchObject({ name: 'String and paper', namedBy: 'operator' });
    expect(runs.map(({ outcome }) => outcome)).toEqual(['published', 'published', 'published']);
  });

  it('forgets who asks to be forgotten at once, and the next look does not contain them', async () => {
    await new EraseViewer(database).run({ viewer: 'fan-0', now: noon + hourMs });
    const left = await database.read.query(
      `SELECT FROM membership m WHERE NOT EXISTS (SELECT FROM identity i WHERE i.viewer_key = m.viewer_key)
       UNION ALL SELECT FROM affinity a WHERE NOT EXISTS (SELECT FROM identity i WHERE i.viewer_key = a.viewer_key)`,
    );
    expect(left.rows).toEqual([]);
    await find.run({ now: noon + 3 * hourMs });
    const { rows } = await database.read.query<{ people: number }>('SELECT people FROM community_run ORDER BY hour DESC LIMIT 1');
    expect(rows).toEqual([{ people: people - 1 }]);
  });

  it('retires communities that nothing continues: nobody is in them, and they are not offered', async () => {
    await database.read.query(`UPDATE content SET label = 'blocked' WHERE platform_id LIKE 'knots-%'`);
    const outcome = await find.run({ now: noon + 4 * hourMs });
    expect(outcome).toMatchObject({ outcome: 'published' });
    expect(outcome.outcome === 'published' && outcome.retired).toBeGreaterThan(0);
    expect((await found()).flatMap(({ posts }) => posts.map(aboutOf))).not.toContain('knots');
    const { rows } = await database.read.query(
      `SELECT FROM community k JOIN segment s USING (node) LEFT JOIN membership m ON m.segment_id = s.segment_id AND m.left_at IS NULL
        WHERE k.retired_at IS NOT NULL AND (s.sellable OR m.viewer_key IS NOT NULL)`,
    );
    expect(rows).toEqual([]);
    const retired = await database.read.query<{ segment: string; node: string }>(
      `SELECT wire_id('seg', segment_id) AS segment, node FROM segment JOIN community USING (node) WHERE retired_at IS NOT NULL LIMIT 1`,
    );
    const { segment, node } = retired.rows[0] ?? expect.fail('none retired');
    for (const named of [segment, node]) {
      const parsed = parseTargeting({ all: [{ attr: 'segment', op: 'in', values: [named] }] });
      const targeting = parsed.outcome === 'parsed' ? parsed.targeting : expect.fail('not parsed');
      // What a campaign that names it is told when it is saved, and each quarter of an hour while it runs.
      const reach = await checkReach(database.read, { account: newId('acc', noon, random), targeting });
      expect(reach).toMatchObject({
        outcome: 'below',
        path: 'all.0',
        sentence: expect.stringMatching(/is no more.*choose another segment$/) as string,
      });
    }
  });
});
