import { describe, expect, it } from 'vitest';
import { beaconReasons } from './beacon-reason.ts';
import { judgeBeacon, type BeaconToJudge } from './judge-beacon.ts';
import { callerOf } from './user-agent.ts';
import { viewRule } from './viewability.ts';

const minute = 60_000;
const beacon = (change: Partial<BeaconToJudge>): BeaconToJudge => ({
  kind: 'impression',
  decidedAt: 0,
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

describe('a view', () => {
  const view = (change: Partial<BeaconToJudge>) => judgeBeacon(beacon({ kind: 'viewable', impressionAt: 100, ...change }));

  it('takes one second after its decision at least, a film two', () => {
    expect([view({ acceptedAt: 999 }), view({ acceptedAt: 1000 })]).toEqual([646, 0]);
    expect([view({ kind: 'video', acceptedAt: 1999 }), view({ kind: 'video', acceptedAt: 2000 })]).toEqual([646, 0]);
  });

  it('counts half of the pixels for .99 s not, for 1.0 s yes; 1.9 s of a film not, 2.0 s yes', () => {
    expect([view({ seenMs: 990 }), view({ seenMs: 1000 })]).toEqual([646, 0]);
    expect([view({ kind: 'video', seenMs: 1900 }), view({ kind: 'video', seenMs: 2000 })]).toEqual([646, 0]);
    expect(viewRule(242_499, 'display')).toEqual({ ratio: 0.5, holdMs: 1000 });
    expect(viewRule(242_500, 'display')).toEqual({ ratio: 0.3, holdMs: 1000 });
    expect(viewRule(242_500, 'video')).toEqual({ ratio: 0.5, holdMs: 2000 });
  });
});

describe('content that was relabelled after the decision', () => {
  it('leaves its slot empty and free', () => {
    expect(judgeBeacon(beacon({ labelChanged: true }))).toBe(621);
    expect(judgeBeacon(beacon({ kind: 'click', impressionAt: 0, labelChanged: true }))).toBe(0);
  });
});

describe('the caller', () => {
  const robots = (userAgent: string): boolean => userAgent.includes('bot');

  it('is a robot when the list says so, a device when it looks like one, and otherwise unknown', () => {
    expect(callerOf('Mozilla/5.0 (compatible; Googlebot/2.1)', robots)).toBe('robot');
    expect(callerOf('Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', robots)).toBe('browser');
    expect(callerOf('Reader/4.2 CFNetwork/1490.0.4 Darwin/23.2.0', robots)).toBe('browser');
    expect(callerOf('okhttp/4.12.0', robots)).toBe('browser');
    expect(callerOf('my-script 0.1', robots)).toBe('unknown');
    expect(callerOf(undefined, robots)).toBe('undeclared');
    expect(judgeBeacon(beacon({ caller: 'unknown' }))).toBe(656);
  });
});

describe('the closed list', () => {
  it('says every code in words', () => {
    for (const words of Object.values(beaconReasons)) expect(words.length).toBeGreaterThan(5);
  });
});
