import { describe, expect, it } from 'vitest';
import { noon, useClub } from './club.ts';

describe('what is never learnt', () => {
  const club = useClub();
  const affinities = async (): Promise<number> =>
    (await club.database.read.query<{ n: number }>('SELECT count(*)::int AS n FROM affinity')).rows[0]?.n ?? 0;

  it('is anything about people who did not agree to personalisation, or whom nobody knows', async () => {
    const before = await affinities();
    await club.act('ads-only', 'share', 'jazz', { times: 5 });
    await club.act(undefined, 'share', 'jazz', { times: 5 });
    expect(await club.update.run({ now: noon + 1000 })).toMatchObject({ batches: 2, people: 0 });
    expect(await affinities()).toBe(before);
    expect(await club.explain.run({ viewer: 'ads-only' })).toMatchObject({ segments: { consent: false, segments: [] } });
  });

  it('is a sensitive interest', async () => {
    await club.act('ann', 'share', 'cancer', { times: 5 });
    await club.update.run({ now: noon + 2000 });
    expect(await club.nodesOf('ann')).toEqual([]);
    const { rows } = await club.database.read.query(`SELECT node FROM affinity WHERE node IN ('tag:cancer', 'iab:286')`);
    expect(rows).toEqual([]);
  });

  it('is kept of somebody who withdraws: interests go, memberships end', async () => {
    await club.act('ann', 'share', 'jazz', { times: 5, at: noon + 10_000 });
    await club.update.run({ now: noon + 20_000 });
    expect(await club.nodesOf('ann')).toContain('tag:jazz');
    await club.viewers.run({ items: [{ id: 'ann', purposes: ['analytics'] }], acceptedAt: noon + 30_000 });
    const { rows } = await club.database.read.query<{ interests: number; open: number }>(
      `SELECT (SELECT count(*)::int FROM affinity a WHERE a.viewer_key = i.viewer_key) AS interests,
              (SELECT count(*)::int FROM membership m WHERE m.viewer_key = i.viewer_key AND left_at IS NULL) AS open
         FROM identity i WHERE platform_id = 'ann'`,
    );
    expect(rows).toEqual([{ interests: 0, open: 0 }]);
  });

  it('survives an erasure', async () => {
    await club.erase.run({ viewer: 'member-0', now: noon + 40_000 });
    expect(await club.explain.run({ viewer: 'member-0' })).toEqual({ outcome: 'unknown' });
    const { rows } = await club.database.read.query(
      `SELECT 1 FROM affinity WHERE viewer_key NOT IN (SELECT viewer_key FROM identity)
       UNION ALL SELECT 1 FROM membership WHERE viewer_key NOT IN (SELECT viewer_key FROM identity)`,
    );
    expect(rows).toEqual([]);
  });
});
