import { FindContentTopics, learnTopicsApart } from '@flywheel/learn';
import { UpsertContents } from '@flywheel/ingest';
import { seededRandom } from '@flywheel/primitives';
import { beforeAll, describe, expect, it } from 'vitest';
import { noon, useClub } from './club.ts';

const minute = 60_000;
const vocabulary = {
  jazz: 'saxophone trumpet swing improvisation bebop quartet solo rhythm chord standards',
  soccer: 'goal keeper penalty league striker referee header midfield corner offside',
};

describe('content that its creator put no tag on', () => {
  const club = useClub();
  const random = seededRandom('untagged');
  let contents: UpsertContents;
  let topics: FindContentTopics;
  const text = (about: 'jazz' | 'soccer'): string => {
    const words = vocabulary[about].split(' ');
    return Array.from({ length: 25 }, () => words[Math.floor(random.next() * words.length)]).join(' ');
  };
  const put = (id: string, tags: string[], body: string, more: object = {}) =>
    contents.run({ acceptedAt: noon, items: [{ id, creator: 'cora', tags, text: body, publishedAt: '2026-02-20T00:00:00Z', ...more }] });
  const nodesOf = async (id: string): Promise<string[]> => {
    const { rows } = await club.database.read.query<{ nodes: string[] }>('SELECT nodes FROM content WHERE platform_id = $1', [id]);
    return rows[0]?.nodes ?? [];
  };

  beforeAll(async () => {
    contents = new UpsertContents(club.database, random);
    topics = new FindContentTopics(club.database, learnTopicsApart);
    for (let n = 0; n < 40; n += 1) {
      await put(`jazz-${n}`, ['jazz'], text('jazz'));
      await put(`soccer-${n}`, ['soccer'], text('soccer'));
    }
  });

  it('is named by its words, with where that comes from and how sure it is', async () => {
    await put('plain', [], text('jazz'));
    expect(await topics.run({ now: noon })).toMatchObject({ learnt: true });
    expect(await nodesOf('plain')).toContain('iab:357');
    const { rows } = await club.database.read.query<{ source: string; precision: number }>(
      `SELECT source, precision FROM content_topic JOIN content USING (content_id) WHERE platform_id = 'plain' AND node = 'iab:357'`,
    );
    expect(rows[0]?.source).toBe('text');
    expect(rows[0]?.precision).toBeGreaterThanOrEqual(0.7);
  });

  it('teaches an interest as tagged content does', async () => {
    for (let n = 0; n < 6; n += 1) await put(`plain-${n}`, [], text('soccer'));
    expect(await topics.run({ now: noon + minute })).toEqual({ looked: 6, changed: 6, learnt: false });
    for (let n = 0; n < 6; n += 1) await club.act('ann', 'like', 'chess', { at: noon + minute + n, more: { content: `plain-${n}` } });
    await club.update.run({ now: noon + 2 * minute, most: 100 });
    expect(await club.nodesOf('ann')).toContain('iab:533');
  });

  it('keeps to what its creator says as soon as that is something', async () => {
    await put('plain', ['soccer'], 'now with a tag');
    expect(await nodesOf('plain')).toContain('iab:533');
    await topics.run({ now: noon + 3 * minute });
    expect(await nodesOf('plain')).toEqual(['tag:soccer', 'iab:533']);
    const { rows } = await club.database.read.query(
      `SELECT FROM content_topic JOIN content USING (content_id) WHERE platform_id = 'plain'`,
    );
    expect(rows).toHaveLength(0);
  });

  it('is looked at once, and not guessed at where moderation marked it or nothing is known', async () => {
    await put('marked', [], text('jazz'), { label: 'sensitive' });
    await put('gibberish', [], 'zxq wvu tsr');
    expect(await topics.run({ now: noon + 4 * minute })).toEqual({ looked: 2, changed: 0, learnt: false });
    expect(await topics.run({ now: noon + 5 * minute })).toEqual({ looked: 0, changed: 0, learnt: false });
    expect([await nodesOf('marked'), await nodesOf('gibberish')]).toEqual([[], []]);
  });

  it('is named by the people who engage with it, when its words say nothing', async () => {
    await put('picture', [], '');
    const people = Array.from({ length: 90 }, (_, n) => `fan-${n}`);
    await club.viewers.run({ acceptedAt: noon, items: people.map((id) => ({ id, purposes: ['personalisation'] })) });
    for (const [n, viewer] of people.entries()) {
      const about = n % 2 === 0 ? 'jazz' : 'soccer';
      for (let k = 0; k < 12; k += 1) {
        const content = `${about}-${Math.floor(random.next() * 40)}`;
        await club.act(viewer, 'like', 'chess', { at: noon + 6 * minute + n * 1000 + k, more: { content } });
      }
      if (n % 2 === 0) await club.act(viewer, 'like', 'chess', { at: noon + 7 * minute + n, more: { content: 'picture' } });
    }
    expect(await topics.run({ now: noon + 61 * minute })).toMatchObject({ learnt: true });
    expect(await nodesOf('picture')).toEqual(['iab:357']);
    const { rows } = await club.database.read.query<{ source: string }>(
      `SELECT source FROM content_topic JOIN content USING (content_id) WHERE platform_id = 'picture'`,
    );
    expect(rows).toEqual([{ source: 'co-engagement' }]);
  });
});
