import { CreateApiKey } from '@flywheel/access';
import { toRowId, type Id } from '@flywheel/primitives';
import { createLogger, readEnv } from '@flywheel/runtime';
import { expect, it } from 'vitest';
import { startApi } from '../../../apps/api/src/start-api.ts';
import { AdvertisedWorld, campaignDraft } from '../../fixtures/advertised-world.ts';
import { useTestDatabase } from '../../stack/database.ts';

const fresh = useTestDatabase();

type Answer = { decision: Id<'dec'>; results: Array<{ outcome: string }> };

it('a stop under load takes no new request, answers those it has, records their decisions and gives its leases back', async () => {
  const world = new AdvertisedWorld(fresh.url);
  await world.launch(
    await world.account(100),
    campaignDraft(() => undefined),
  );
  const { secret } = await new CreateApiKey(world.database).run({ name: 'stop', scopes: ['decisions:read'], now: world.now });
  const api = await startApi(
    readEnv({ DATABASE_URL: fresh.url, WORLD: 'live', PORT: '0', SEGMENT_MIN_PEOPLE: '1000' }),
    createLogger('silent'),
  );

  const answered: Answer[] = [];
  const refused: number[] = [];
  let asking = true;
  const ask = async (): Promise<void> => {
    const body = JSON.stringify({ placements: [{ id: 'feed', format: 'native_post' }] });
    while (asking) {
      const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/json' };
      const response = await fetch(`${api.url}/v1/decisions`, { method: 'POST', headers, body }).catch(() => undefined);
      if (response?.ok) answered.push((await response.json()) as Answer);
      else if (response) refused.push(response.status);
      // Nobody listens any more.
      else asking = false;
    }
  };
  const clients = Promise.all(Array.from({ length: 8 }, ask));
  await until(() => answered.filter(({ results }) => results[0]?.outcome === 'filled').length > 200);
  await api.stop();
  await clients;

  // Fastify says 503 on connections that were open; nothing worse.
  expect(refused.filter((status) => status !== 503)).toEqual([]);
  const { rows } = await world.database.read.query<{ id: string }>(
    `SELECT wanted.id FROM unnest($1::uuid[]) AS wanted(id) WHERE NOT EXISTS (SELECT 1 FROM decision WHERE decision_id = wanted.id)`,
    [answered.map(({ decision }) => toRowId(decision))],
  );
  expect(rows).toEqual([]);
  const kept = await world.database.read.query<{ kept: bigint }>(
    `SELECT coalesce(sum(granted_micros - spent_micros), 0)::bigint AS kept
       FROM budget_lease WHERE decider LIKE 'api-%' AND state = 'open'`,
  );
  // A lease is a hundredth of 50 dollars; what tokens that are out may still draw is less.
  expect(kept.rows[0]?.kept).toBeLessThan(100_000n);
  await world.close();
});

async function until(condition: () => boolean): Promise<void> {
  for (let waited = 0; !condition(); waited += 10) {
    if (waited > 20_000) throw new Error('not within 20 s');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
