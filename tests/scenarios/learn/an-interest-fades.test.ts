import { describe, expect, it } from 'vitest';
import { noon, useClub } from './club.ts';

const day = 86_400_000;

describe('an interest that is not fed', () => {
  const club = useClub();

  it('ends by decay alone, while nobody does anything', async () => {
    await club.act('ann', 'share', 'jazz', { times: 3, at: noon + 60_000 });
    await club.update.run({ now: noon + 70_000 });
    expect(await club.nodesOf('ann')).toContain('tag:jazz');
    expect(await club.refresh.run({ now: noon + 300 * day })).toMatchObject({ left: expect.any(Number) as number });
    expect(await club.nodesOf('ann')).toEqual([]);
  });

  it('does not flicker: a review right after the last changes nothing', async () => {
    const first = await club.refresh.run({ now: noon + 301 * day, everyone: true });
    const second = await club.refresh.run({ now: noon + 301 * day + 1, everyone: true });
    expect(first.reviewed).toBeGreaterThan(0);
    expect(second).toMatchObject({ entered: 0, left: 0 });
  });
});
