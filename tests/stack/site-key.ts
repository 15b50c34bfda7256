import { CreateApiKey } from '@flywheel/access';
import { vi } from 'vitest';
import type { ApiUnderTest } from './running-api.ts';

/** A key that may send events, once the running program knows it: keys are read again every few seconds. */
export async function eventsKey(api: ApiUnderTest, name: string): Promise<string> {
  const { secret } = await new CreateApiKey(api.database).run({ name, scopes: ['events:write'], now: api.database.clock.now() });
  const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/json' };
  const ask = async (): Promise<void> => {
    const { status } = await fetch(`${api.url}/v1/events`, { method: 'POST', headers, body: '{}' });
    if (status !== 400) throw new Error(`the key is not known yet: ${status}`);
  };
  await vi.waitFor(ask, { timeout: 20_000, interval: 100 });
  return secret;
}
