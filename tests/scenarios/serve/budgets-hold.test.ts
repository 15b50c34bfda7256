import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AdvertisedWorld, campaignDraft, hourMs } from '../../fixtures/advertised-world.ts';
import { useTestDatabase } from '../../stack/database.ts';

describe('a budget', () => {
  const at = useTestDatabase();
  let world: AdvertisedWorld;
  beforeAll(() => {
    world = new AdvertisedWorld(at.url);
  });
  afterAll(() => world.close());

  const spent = async (): Promise<bigint> => {
    const { rows } = await world.database.read.query<{ spent: bigint }>(
      'SELECT coalesce(sum(price_micros), 0)::bigint AS spent FROM charge',
    );
    return rows[0]?.spent ?? 0n;
  };
  const winUntilEmpty = async (): Promise<number> => {
    let wins = 0;
    for (let tries = 0; tries < 400; tries += 1) {
      await world.refresh();
      world.clock.advance(2000);
      const result = world.slot();
      if (result.outcome === 'empty') return result.reason;
      wins += 1;
      await world.beacon('impression', result.token);
    }
    return wins;
  };

  it('of a day is spent to the last impression, never passed, and comes back the next day', async () => {
    const daily = campaignDraft((draft, set) => {
      draft.budgets = { dailyMicros: '40000', lifetimeMicros: '100000' };
      set.bidMicros = '1000000';
    });
    await world.database.read.query(`UPDATE placement SET floor_micros = 1000000 WHERE placement = '*'`);
    await world.launch(await world.account(100), daily);
    expect(await winUntilEmpty()).toBe(580);
    expect(await spent()).toBe(40_000n);
    world.clock.advance(24 * hourMs);
    expect(await winUntilEmpty()).toBe(580);
    expect(await spent()).toBe(80_000n);
    world.clock.advance(24 * hourMs);
    expect(await winUntilEmpty()).toBe(581);
    expect(await spent()).toBe(100_000n);
  });
});
