import type { Env } from '@flywheel/runtime';

const loopback = new Set(['127.0.0.1', '::1', 'localhost']);

/** Refuses to listen beyond this machine without TLS in front: sessions would travel in the clear. */
export function assertSafeBinding(env: Pick<Env, 'host' | 'origin'>): void {
  if (loopback.has(env.host)) return;
  const origin = env.origin === undefined || !URL.canParse(env.origin) ? undefined : new URL(env.origin);
  if (origin?.protocol === 'https:' || (origin && loopback.has(origin.hostname))) return;
  throw new Error(`HOST ${env.host} can be reached from other machines: set ORIGIN to the https address of the proxy in front of it`);
}
