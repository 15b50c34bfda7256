import { describe, expect, it } from 'vitest';
import { keepPayload, readableId } from './kept-payload.ts';

describe('what the quarantine keeps', () => {
  it('has one digest whatever the order of keys', () => {
    expect(keepPayload({ a: 1, b: 2 })).toEqual(keepPayload({ b: 2, a: 1 }));
  });

  it('holds nothing that Postgres refuses, and is recognised after a round trip', () => {
    const kept = keepPayload({ text: 'a\u0000b\ud800c' });
    expect(kept.payload).toBe('{"text":"a\ufffdb\ufffdc"}');
    expect(keepPayload(JSON.parse(kept.payload ?? ''))).toEqual(kept);
  });

  it('drops the payload of a giant and all of an abyss', () => {
    expect(keepPayload({ text: 'x'.repeat(20_000) })).toMatchObject({ payload: null, digest: expect.any(String) as string });
    let abyss: unknown = 1;
    for (let i = 0; i < 100_000; i += 1) abyss = [abyss];
    expect(keepPayload(abyss)).toEqual({ payload: null, digest: null });
  });

  it.each([null, 5, 'text', {}, { id: 5 }, { id: '' }, { id: 'a\nb' }, { id: 'x'.repeat(129) }])('reads no id from %j', (raw) => {
    expect(readableId(raw)).toBeNull();
  });
});
