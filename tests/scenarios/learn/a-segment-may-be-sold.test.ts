import { describe, expect, it } from 'vitest';
import { noon, useClub } from './club.ts';

describe('a segment', () => {
  const club = useClub();

  it('may be sold from twenty active members on, and tells its size in two digits', async () => {
    for (let i = 0; i < 25; i += 1) await club.act(`member-${i}`, 'share', 'python', { times: i < 21 ? 4 : 1, at: noon + 1000 });
    await club.update.run({ now: noon + 10_000 });
    await club.refresh.run({ now: noon + 10_000, everyone: true });
    const { minPeople, segments } = await club.list.run();
    expect(minPeople).toBe(20);
    const python = segments.find(({ node }) => node === 'tag:python');
    expect(python).toMatchObject({ taxonomy: 'tag', kind: 'inferred', name: 'python', sellable: true });
    expect(python?.members).toBeGreaterThanOrEqual(20);
    for (const segment of segments) expect(segment.sellable).toBe(segment.members !== null);
  });

  it('may not be sold once its members have gone quiet for thirty days', async () => {
    await club.refresh.run({ now: noon + 40 * 86_400_000 });
    const { segments } = await club.list.run();
    expect(segments.filter(({ sellable, members }) => sellable || members !== null)).toEqual([]);
  });
});
