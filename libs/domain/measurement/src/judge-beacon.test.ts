import { describe, expect, it } from 'vitest';
import { beaconReasons } from './beacon-reason.ts';
import { judgeBeacon, type BeaconToJudge } from './judge-beacon.ts';
import { callerOf } from './user-agent.ts';

const minute = 60_000;
const beacon = (change: Partial<BeaconToJudge>): BeaconToJudge => ({
  kind: 'impression',
  tokenExpiresAt: 10 * minute,
  acceptedAt: minute,
  impressionAt: undefined,
  caller: 'browser',
  ...change,
});

describe('a genuine beacon', () => {
  it('counts as an impression up to the very end of its token', () => {
    expect(judgeBeacon(beacon({ acceptedAt: 10 * minute }))).toBe(0);
    expect(judgeBeacon(beacon({ acceptedAt: 10 * minute + 1 }))).toBe(641);
  });

  it('counts as view or click only after its impression and within its own window', () => {
    expect(judgeBeacon(beacon({ kind: 'click' }))).toBe(658);
    expect(judgeBeacon(beacon({ kind: 'viewable' }))).toBe(658);
    expect(judgeBeacon(beacon({ kind: 'viewable', impressionAt: 0, acceptedAt: 30 * minute }))).toBe(0);
    expect(judgeBeacon(beacon({ kind: 'viewable', impressionAt: 0, acceptedAt: 30 * minute + 1 }))).toBe(659);
    expect(judgeBeacon(beacon({ kind: 'click', impressionAt: 0, acceptedAt: 24 * 60 * minute }))).toBe(0);
    expect(judgeBeacon(beacon({ kind: 'click', impressionAt: 0, acceptedAt: 24 * 60 * minute + 1 }))).toBe(659);
  });

  it('never counts from a robot, whatever else holds', () => {
    expect(judgeBeacon(beacon({ caller: 'robot' }))).toBe(647);
    expect(judgeBeacon(beacon({ caller: 'robot', acceptedAt: 99 * minute }))).toBe(647);
  });
});

describe('the caller', () => {
  it('is read from the user agent', () => {
    expect(callerOf('Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)')).toBe('robot');
    expect(callerOf('curl/8.5.0')).toBe('robot');
    expect(callerOf('Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0')).toBe('browser');
    expect(callerOf('Mozilla/5.0 (Linux; Android 14; Cubot P80) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36')).toBe('browser');
    expect(callerOf(undefined)).toBe('undeclared');
  });
});

describe('the closed list', () => {
  it('says every code in words', () => {
    for (const words of Object.values(beaconReasons)) expect(words.length).toBeGreaterThan(5);
  });
});
