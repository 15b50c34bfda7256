import { describe, expect, it } from 'vitest';
import { readEnv } from './env.ts';

const given = { DATABASE_URL: 'postgres://x' };

describe('the environment', () => {
  it('has a default for everything but the database', () => {
    expect(readEnv(given)).toMatchObject({ host: '127.0.0.1', port: 3000, world: 'live', revenueAs: 'principal', segmentMinPeople: 1000 });
    expect(() => readEnv({})).toThrow(/DATABASE_URL/);
  });

  it('refuses a wrong value with its name', () => {
    expect(() => readEnv({ ...given, PORT: 'eighty' })).toThrow(/PORT/);
    expect(() => readEnv({ ...given, WORLD: 'mars' })).toThrow(/WORLD/);
    expect(() => readEnv({ ...given, REVENUE_AS: 'broker' })).toThrow(/REVENUE_AS/);
    expect(() => readEnv({ ...given, SERVE: 'edge,moon' })).toThrow(/SERVE/);
  });

  it('takes the address of a peer without a path', () => {
    expect(readEnv({ ...given, PEER_URL: 'http://10.0.0.5:3000/' }).peerUrl).toBe('http://10.0.0.5:3000');
    for (const wrong of ['10.0.0.5:3000', 'http://10.0.0.5:3000/v1', 'ftp://10.0.0.5'])
      expect(() => readEnv({ ...given, PEER_URL: wrong })).toThrow(/PEER_URL/);
  });

  it('lowers the people a segment needs only where the world is marked', () => {
    expect(() => readEnv({ ...given, SEGMENT_MIN_PEOPLE: '20' })).toThrow(/SEGMENT_MIN_PEOPLE/);
    expect(readEnv({ ...given, WORLD: 'demo' }).segmentMinPeople).toBe(20);
  });
});
