import type { AddressInfo } from 'node:net';
import { fastify } from 'fastify';
import { expect, it } from 'vitest';
import { admitBodies } from './body-budget.ts';

const bytes = 4 * 1_048_576;

it('takes 64 MB of bodies at a time, refuses more before they are read, and takes again what was answered for', async () => {
  const server = fastify({ bodyLimit: 2 * bytes });
  admitBodies(server);
  let letGo: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  let reached = 0;
  server.post('/v1/events', async () => {
    reached += 1;
    await held;
    return 'taken';
  });
  await server.listen({ port: 0, host: '127.0.0.1' });
  const { port } = server.server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/v1/events`;
  const body = JSON.stringify('x'.repeat(bytes - 2));
  const post = async (): Promise<number> => {
    const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    await response.arrayBuffer();
    return response.status;
  };
  try {
    const refused: number[] = [];
    const sending = Array.from({ length: 20 }, async () => {
      const status = await post();
      if (status !== 200) refused.push(status);
      return status;
    });
    await expect.poll(() => [reached, refused.length], { timeout: 20_000 }).toEqual([16, 4]);
    letGo();
    expect((await Promise.all(sending)).filter((status) => status === 200)).toHaveLength(16);
    await expect.poll(post, { timeout: 5000 }).toBe(200);
  } finally {
    letGo();
    await server.close();
  }
}, 40_000);
