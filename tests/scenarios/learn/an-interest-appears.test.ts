import type { Id } from '@flywheel/primitives';
import { describe, expect, it } from 'vitest';
import { noon, useClub } from './club.ts';

describe('somebody who likes what others do not', () => {
  const club = useClub();

  it('is in the segment as soon as the batch is learnt, as tag and as IAB node, with the reason', async () => {
    const { batch } = await club.act('ann', 'like', 'jazz', { times: 4, at: noon + 60_000 });
    expect(await club.nodesOf('ann')).toEqual([]);
    const learnt = await club.update.run({ batch: batch as Id<'bat'>, now: noon + 65_000 });
    expect(learnt).toMatchObject({ batches: 1, people: 1 });
    expect(await club.nodesOf('ann')).toEqual(['iab:338', 'tag:jazz']);

    const answer = await club.explain.run({ viewer: 'ann' });
    const jazz = answer.outcome === 'explained' ? answer.segments.segments.find(({ node }) => node === 'tag:jazz') : undefined;
    expect(jazz).toMatchObject({
      kind: 'inferred',
      name: 'jazz',
      explanation: {
        reasons: [{ node: 'tag:jazz', action: 'like', count: 4, lastSeen: '2026-03-01T12:01:03.000Z' }],
        rule: expect.stringMatching(/^\d+\.\d× the average person, 4 events in 7 days$/) as string,
        modelVersion: 'interests-1',
      },
    });
  });

  it('is learnt from once, however often the word of the batch comes', async () => {
    const { batch } = await club.act('ann', 'like', 'soccer', { at: noon + 120_000 });
    const input = { batch: batch as Id<'bat'>, now: noon + 121_000 };
    const [one, two] = await Promise.all([club.update.run(input), club.update.run(input)]);
    expect([one.batches, two.batches].sort()).toEqual([0, 1]);
    expect(await club.update.run(input)).toMatchObject({ batches: 0 });
    const { rows } = await club.database.read.query<{ value: number }>(
      `SELECT long_value AS value FROM affinity JOIN identity USING (viewer_key) WHERE platform_id = 'ann' AND node = 'tag:soccer'`,
    );
    expect(rows[0]?.value).toBe(3);
  });

  it('counts one watching once, by its highest rank', async () => {
    const watch = { at: noon + 200_000, more: {} };
    await club.act('ann', 'view', 'python', watch);
    await club.act('ann', 'dwell', 'python', { ...watch, more: { dwellMs: 20_000 } });
    await club.act('ann', 'complete', 'python', watch);
    expect(await club.update.run({ now: noon + 201_000 })).toMatchObject({ batches: 3 });
    const { rows } = await club.database.read.query<{ value: number }>(
      `SELECT long_value AS value FROM affinity JOIN identity USING (viewer_key) WHERE platform_id = 'ann' AND node = 'tag:python'`,
    );
    expect(rows[0]?.value).toBe(2);
  });

  it('learns from a follow what its creator writes of, and from a search the tags it names', async () => {
    await club.act('member-0', 'follow', 'chess', { more: { content: undefined, creator: 'cora' }, at: noon + 300_000 });
    await club.act('member-1', 'search', 'chess', { more: { content: undefined, query: 'Learn Python fast' }, at: noon + 300_000 });
    await club.update.run({ now: noon + 301_000 });
    const { rows } = await club.database.read.query<{ platform_id: string; node: string }>(
      `SELECT platform_id, node FROM affinity JOIN identity USING (viewer_key)
        WHERE (actions ? 'follow' OR actions ? 'search') ORDER BY 1, 2`,
    );
    expect(rows.map(({ platform_id, node }) => `${platform_id} ${node}`)).toContain('member-1 tag:python');
    expect(rows.some(({ platform_id }) => platform_id === 'member-0')).toBe(true);
  });
});
