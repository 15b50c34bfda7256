import { describe, expect, it } from 'vitest';
import { ChooseInterest } from '@flywheel/learn';
import { noon, useClub } from './club.ts';

const dayMs = 86_400_000;

describe('a person who is put into a segment', () => {
  const club = useClub();
  const choose = (viewer: string, node: string, choice: 'not-interested' | 'remove' | 'allow', now: number) =>
    new ChooseInterest(club.database).run({ viewer, node, choice, now });
  const like = async (viewer: string, at: number) => {
    await club.act(viewer, 'like', 'jazz', { times: 4, at });
    await club.update.run({ now: at + 5000 });
  };

  it('leaves it and everything below it at once, and does not come back for 90 days whatever they do', async () => {
    await like('ann', noon + 60_000);
    expect(await club.nodesOf('ann')).toEqual(['iab:338', 'tag:jazz']);
    expect(await choose('ann', 'tag:jazz', 'not-interested', noon + 70_000)).toEqual({ outcome: 'chosen' });
    expect(await choose('ann', 'iab:338', 'not-interested', noon + 70_000)).toEqual({ outcome: 'chosen' });
    expect(await club.nodesOf('ann')).toEqual([]);
    const { rows } = await club.database.read.query(
      `SELECT bool_and(m.left_at = m.updated_at) AS told FROM membership m JOIN identity USING (viewer_key) WHERE platform_id = 'ann'`,
    );
    expect(rows).toEqual([{ told: true }]);
    const refused = async () => (await club.nodesOf('ann')).filter((node) => ['iab:338', 'tag:jazz'].includes(node));
    await like('ann', noon + 80_000);
    expect(await refused()).toEqual([]);
    await like('ann', noon + 89 * dayMs);
    expect(await refused()).toEqual([]);
    await like('ann', noon + 91 * dayMs);
    expect(await refused()).toEqual(['iab:338', 'tag:jazz']);
  });

  it('takes the word back and is in again with the next weighing', async () => {
    await like('member-1', noon + 60_000);
    await choose('member-1', 'tag:jazz', 'not-interested', noon + 70_000);
    expect(await club.nodesOf('member-1')).not.toContain('tag:jazz');
    await choose('member-1', 'tag:jazz', 'allow', noon + 75_000);
    await like('member-1', noon + 80_000);
    expect(await club.nodesOf('member-1')).toContain('tag:jazz');
  });

  it('has what was counted deleted, and counts anew from then on', async () => {
    await like('member-2', noon + 60_000);
    await choose('member-2', 'tag:jazz', 'remove', noon + 70_000);
    expect(await club.nodesOf('member-2')).not.toContain('tag:jazz');
    const { rows } = await club.database.read.query(
      `SELECT FROM affinity JOIN identity USING (viewer_key) WHERE platform_id = 'member-2' AND node = 'tag:jazz'`,
    );
    expect(rows).toEqual([]);
    await like('member-2', noon + 80_000);
    expect(await club.nodesOf('member-2')).toContain('tag:jazz');
  });

  it('is refused by name where the person or the interest is unknown', async () => {
    expect(await choose('nobody', 'tag:jazz', 'remove', noon)).toEqual({ outcome: 'refused', reason: 'unknown-viewer' });
    expect(await choose('ann', 'tag:never-heard', 'remove', noon)).toEqual({ outcome: 'refused', reason: 'unknown-interest' });
  });
});
