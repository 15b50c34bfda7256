import { describe, expect, it } from 'vitest';
import { actsInSevenDays, logAct, type ActLog } from './act-log.ts';

const day = 86_400_000;
const start = Date.UTC(2026, 2, 1, 12);

describe('an act log', () => {
  it('counts every act and forgets days older than eight', () => {
    let log: ActLog = {};
    for (let i = 0; i < 20; i += 1) log = logAct(log, 'like', start + i * day);
    expect(log.like?.count).toBe(20);
    expect(log.like?.last).toBe(start + 19 * day);
    expect(Object.keys(log.like?.days ?? {})).toHaveLength(8);
  });

  it('tells the acts of seven days over all kinds', () => {
    let log: ActLog = {};
    for (let i = 0; i < 10; i += 1) log = logAct(logAct(log, 'like', start + i * day), 'view', start + i * day);
    expect(actsInSevenDays(log, start + 9 * day)).toBe(14);
    expect(actsInSevenDays(log, start + 30 * day)).toBe(0);
  });
});
