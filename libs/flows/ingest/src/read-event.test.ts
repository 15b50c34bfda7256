import { describe, expect, it } from 'vitest';
import { isBot } from './is-bot.ts';
import { readEvent } from './read-event.ts';

const like = { v: 1, id: 'e1', kind: 'like', at: '2026-03-01T12:00:00Z', viewer: 'ann', content: 'post-1' };
const refusal = (raw: unknown): string => {
  const read = readEvent(raw);
  return 'refusal' in read ? [read.refusal.reason, read.refusal.field].filter(Boolean).join(' ') : 'read';
};

describe('reading an event', () => {
  it('gives its time as a number', () => {
    expect(readEvent(like)).toEqual({ event: like, at: Date.UTC(2026, 2, 1, 12) });
  });

  it.each([
    [like, 'read'],
    [undefined, 'invalid'],
    [[], 'invalid'],
    [{ ...like, v: 2 }, 'unknown-version v'],
    [{ ...like, v: undefined }, 'invalid v'],
    [{ ...like, at: '2026-02-29T00:00:00Z' }, 'invalid at'],
    [{ ...like, at: '2028-02-29T00:00:00.5Z' }, 'read'],
    [{ ...like, context: { device: 'toaster' } }, 'invalid context.device'],
    [{ ...like, detail: { deep: {} } }, 'invalid detail.deep'],
    [{ ...like, kind: 'follow', content: undefined }, 'invalid creator'],
    [{ ...like, kind: 'search' }, 'invalid query'],
    [{ ...like, kind: 'dwell' }, 'invalid dwellMs'],
    [{ ...like, impression: 'imp_1' }, 'invalid impression'],
  ])('%j is %s', (raw, expected) => {
    expect(refusal(JSON.parse(JSON.stringify(raw ?? null)))).toBe(expected);
  });
});

describe('a bot', () => {
  it.each(['Googlebot/2.1 (+http://www.google.com/bot.html)', 'curl/8.5.0', 'Mozilla/5.0 HeadlessChrome/120', 'python-requests/2.31'])(
    'is %s',
    (userAgent) => {
      expect(isBot({ v: 1, id: 'e', kind: 'view', at: like.at, context: { userAgent } })).toBe(true);
    },
  );

  it('is not a person with a phone, nor somebody named Abbot', () => {
    expect(
      isBot({ v: 1, id: 'e', kind: 'view', at: like.at, context: { userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4) Safari/604.1' } }),
    ).toBe(false);
    expect(isBot({ v: 1, id: 'e', kind: 'view', at: like.at, context: { bot: true } })).toBe(true);
  });
});
